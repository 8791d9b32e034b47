package dev.wharf.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTreeTest {
    private static final int FOLDER = Flags.O_RDONLY | Flags.O_DIRECTORY;

    private final FileCalls files = Linux.kernel().files();

    @TempDir
    Path temp;

    private Fd folder;

    @BeforeEach
    void open() {
        folder = files.open(temp.toString(), FOLDER, 0);
    }

    @AfterEach
    void close() {
        folder.close();
    }

    @Test
    void removingWhatIsNotThereSucceeds() {
        FileTree.remove(files, folder, "nothing");

        assertThat(temp).isEmptyDirectory();
    }

    @Test
    void linksAreRemovedAndNotFollowed() throws IOException {
        Path outside = Files.createDirectory(temp.resolve("outside"));
        Files.writeString(outside.resolve("f"), "kept");
        Path tree = Files.createDirectory(temp.resolve("tree"));
        Files.createSymbolicLink(tree.resolve("link"), outside);

        FileTree.remove(files, folder, "tree");

        assertThat(tree).doesNotExist();
        assertThat(outside.resolve("f")).hasContent("kept");
    }

    @Test
    void namesLikeThoseOfLiftedFoldersAreNoHindrance() throws IOException {
        Files.createDirectories(temp.resolve("tree/a/b/c/d"));
        Files.createDirectories(temp.resolve("tree/.lifted-0/x"));
        Files.writeString(temp.resolve("tree/.lifted-1"), "x");

        FileTree.remove(files, folder, "tree");

        assertThat(temp).isEmptyDirectory();
    }

    @Test
    void aLargeFolderIsListedInParts() throws IOException {
        fill(Files.createDirectory(temp.resolve("large")), 5000);
        Set<String> names = new HashSet<>();

        int[] parts = {0};
        try (Fd large = files.openIn(folder, "large", FOLDER, 0)) {
            files.list(large, part -> {
                parts[0]++;
                names.addAll(part);
                files.stat(large, part.get(0));
            });
        }

        assertThat(names).hasSize(5000);
        assertThat(parts[0]).isGreaterThan(1);
    }

    @Test
    void largeAndDeepFoldersAreWalkedAndRemoved() throws IOException {
        fill(Files.createDirectories(temp.resolve("tree/large")), 5000);
        Files.createDirectories(temp.resolve("tree/" + "deep/".repeat(300)));
        int[] entries = {0};

        try (Fd tree = files.openIn(folder, "tree", FOLDER, 0)) {
            FolderWalk.walk(files, tree, (path, each, found) -> entries[0] += found.size());
        }
        FileTree.remove(files, folder, "tree");

        assertThat(entries[0]).isEqualTo(5301);
        assertThat(temp).isEmptyDirectory();
    }

    private static void fill(Path large, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            Files.createFile(large.resolve("a-name-that-takes-some-room-" + i));
        }
    }
}
