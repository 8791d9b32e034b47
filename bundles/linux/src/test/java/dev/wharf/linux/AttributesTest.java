package dev.wharf.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AttributesTest {
    private final FileCalls files = Linux.kernel().files();
    private final AttributeCalls attributes = files.attributes();

    @TempDir
    private Path temp;

    @BeforeEach
    void makeFile() throws IOException {
        Files.writeString(temp.resolve("f"), "x");
        Files.createDirectory(temp.resolve("d"));
        Files.createSymbolicLink(temp.resolve("s"), Path.of("f"));
    }

    @Test
    void attributesAreFoundByNameAndByDescriptor() {
        byte[] value = "short".getBytes(StandardCharsets.UTF_8);
        try (Fd folder = open(temp, Flags.O_DIRECTORY)) {
            attributes.setXattr(folder, "f", "user.a", value);

            assertThat(attributes.listXattr(folder, "f")).containsExactly("user.a");
            assertThat(attributes.getXattr(folder, "f", "user.a")).contains(value);
            for (int flags : new int[] {Flags.O_RDONLY, Flags.O_PATH}) {
                try (Fd file = files.openIn(folder, "f", flags, 0)) {
                    assertThat(attributes.listXattr(file, "")).containsExactly("user.a");
                    assertThat(attributes.getXattr(file, "", "user.a")).contains(value);
                    assertThat(attributes.getXattr(file, "", "user.none")).isEmpty();
                }
            }
        }
    }

    @Test
    void longValuesAreReadWhole() {
        byte[] value = "v".repeat(2000).getBytes(StandardCharsets.UTF_8);
        try (Fd folder = open(temp, Flags.O_DIRECTORY)) {
            attributes.setXattr(folder, "f", "user.long", value);

            assertThat(attributes.getXattr(folder, "f", "user.long")).contains(value);
        }
    }

    @Test
    void entriesHaveTheirType() {
        try (Fd folder = open(temp, Flags.O_DIRECTORY)) {
            assertThat(files.entries(folder))
                    .containsExactlyInAnyOrder(
                            new FolderEntry("f", Flags.S_IFREG),
                            new FolderEntry("d", Flags.S_IFDIR),
                            new FolderEntry("s", Flags.S_IFLNK));
        }
    }

    @Test
    void withoutMountsOnTheWayAPathIsOpenedAsEver() {
        try (Fd folder = open(temp, Flags.O_DIRECTORY);
                Fd file = files.openInMount(folder, "d/../f", Flags.O_RDONLY)) {
            assertThat(files.stat(file, "").orElseThrow().isFile()).isTrue();
        }
    }

    private Fd open(Path path, int flags) {
        return files.open(path.toString(), flags, 0);
    }
}
