package dev.wharf.archive.pack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.archive.ArchiveException;
import dev.wharf.archive.UnpackLimits;
import dev.wharf.linux.Fd;
import dev.wharf.linux.FileCalls;
import dev.wharf.linux.Flags;
import dev.wharf.linux.Linux;
import dev.wharf.linux.LinuxException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A container that exchanges folders, links, files and pipes while its tree is read and written. */
class SwappedTreeTest {
    private static final int ROUNDS = 150;
    private static final String SECRET = "secret of the host";

    private final FileCalls files = Linux.kernel().files();
    private final AtomicBoolean stopped = new AtomicBoolean();

    @TempDir
    Path temp;

    private Path root;
    private Path outside;
    private Thread swapper;

    @BeforeEach
    void makeTrees() throws IOException {
        root = Files.createDirectory(temp.resolve("root"));
        outside = Files.createDirectory(temp.resolve("outside"));
        Files.writeString(outside.resolve("f"), SECRET);
        Files.createDirectories(root.resolve("d/sub"));
        Files.writeString(root.resolve("d/f"), "ours");
        Files.writeString(root.resolve("d/sub/f"), "ours");
        Files.createSymbolicLink(root.resolve("d-link"), outside);
        Files.createSymbolicLink(root.resolve("d/f-link"), outside.resolve("f"));
        Files.createSymbolicLink(root.resolve("d/sub-link"), Path.of("../../outside"));
        try (Fd folder = open()) {
            files.mknod(folder, "d/sub/pipe", Flags.S_IFIFO | 0666, 0);
        }
        swapper = new Thread(this::swap, "swap");
        swapper.start();
    }

    @AfterEach
    void stop() throws InterruptedException {
        stopped.set(true);
        swapper.join();
    }

    private void swap() {
        try (Fd folder = open()) {
            while (!stopped.get()) {
                exchange(folder, "d", "d-link");
                exchange(folder, "d/f", "d/f-link");
                exchange(folder, "d/sub", "d/sub-link");
                exchange(folder, "d/sub/f", "d/sub/pipe");
            }
        }
    }

    /** What is not there this time is exchanged the next time. */
    private void exchange(Fd folder, String one, String other) {
        try {
            files.rename(folder, one, folder, other, Flags.RENAME_EXCHANGE);
        } catch (LinuxException ignored) {
            // The way there is exchanged now.
        }
    }

    @Test
    void readingNeverLeavesTheRootNorBreaksTheTar() throws IOException {
        try (Fd folder = open()) {
            for (int round = 0; round < ROUNDS; round++) {
                var tar = new ByteArrayOutputStream();
                new TreePacker(Linux.kernel()).pack(folder, "", "", tar);

                assertThat(Tars.read(tar.toByteArray()))
                        .noneMatch(each -> each.text().contains(SECRET));
            }
        }
    }

    @Test
    void aSinglePathNeverLeavesTheRoot() throws IOException {
        try (Fd folder = open()) {
            for (int round = 0; round < ROUNDS; round++) {
                var tar = new ByteArrayOutputStream();
                try {
                    new TreePacker(Linux.kernel()).pack(folder, "d/sub/f", "f", tar);
                    assertThat(Tars.read(tar.toByteArray()))
                            .noneMatch(each -> each.text().contains(SECRET));
                } catch (LinuxException e) {
                    assertThat(tar.size()).isZero();
                }
            }
        }
    }

    @Test
    void aLayerNeverLeavesItsFolder() throws IOException {
        var tree = new ChangedTree(root, dev.wharf.archive.Whiteouts.NONE, java.util.List.of());
        for (int round = 0; round < ROUNDS; round++) {
            var tar = new ByteArrayOutputStream();
            new LayerPacker(Linux.kernel()).pack(tree, tar);

            assertThat(Tars.read(tar.toByteArray()))
                    .noneMatch(each -> each.text().contains(SECRET));
        }
    }

    @Test
    void writingNeverLeavesTheRoot() throws IOException {
        Path source = Files.createDirectories(temp.resolve("source/sub"));
        Files.writeString(source.resolve("new"), "new");
        Files.writeString(source.resolve("f"), "new");
        var tar = new ByteArrayOutputStream();
        try (Fd folder = Tars.open(temp)) {
            new TreePacker(Linux.kernel()).pack(folder, "source", "", tar);
        }
        try (Fd folder = open()) {
            for (int round = 0; round < ROUNDS; round++) {
                unpack(folder, tar.toByteArray());
            }
        }

        assertThat(outside.resolve("f")).hasContent(SECRET);
        assertThat(outside.resolve("new")).doesNotExist();
    }

    /** It may fail, for instance when a link leads to where nothing is. */
    private static void unpack(Fd folder, byte[] tar) {
        try {
            new TreeUnpacker(Linux.kernel())
                    .unpack(new ByteArrayInputStream(tar), folder, "d", false, UnpackLimits.none());
        } catch (ArchiveException | LinuxException expected) {
            assertThat(expected).hasMessageNotContaining(SECRET);
        }
    }

    private Fd open() {
        return Tars.open(root);
    }
}
