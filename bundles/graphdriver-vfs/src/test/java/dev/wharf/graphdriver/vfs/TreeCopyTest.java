package dev.wharf.graphdriver.vfs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.linux.AttributeCalls;
import dev.wharf.linux.Fd;
import dev.wharf.linux.FileCalls;
import dev.wharf.linux.FileStatus;
import dev.wharf.linux.FileTree;
import dev.wharf.linux.Flags;
import dev.wharf.linux.Kernel;
import dev.wharf.linux.Linux;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreeCopyTest {
    private static final FileTime LONG_AGO = FileTime.fromMillis(1_234_567_890_123L);
    private static final int FOLDER = Flags.O_RDONLY | Flags.O_DIRECTORY;

    private final Kernel kernel = Linux.kernel();
    private final FileCalls files = kernel.files();
    private final AttributeCalls attributes = files.attributes();

    @TempDir
    Path temp;

    private Path source;
    private Path target;
    private Fd from;
    private Fd to;

    @BeforeEach
    void open() throws IOException {
        source = Files.createDirectory(temp.resolve("source"));
        target = Files.createDirectory(temp.resolve("target"));
        from = files.open(source.toString(), FOLDER, 0);
        to = files.open(target.toString(), FOLDER, 0);
    }

    @AfterEach
    void close() {
        from.close();
        to.close();
    }

    @Test
    void contentModesAndTimesAreCopied() throws IOException {
        Path file =
                Files.writeString(Files.createDirectories(source.resolve("a/b")).resolve("f"), "content");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r-x--x---"));
        Files.setPosixFilePermissions(source, PosixFilePermissions.fromString("rwx-----x"));
        for (Path each : new Path[] {file, source.resolve("a/b"), source.resolve("a"), source}) {
            Files.setLastModifiedTime(each, LONG_AGO);
        }

        copy();

        assertThat(target.resolve("a/b/f")).hasContent("content");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target.resolve("a/b/f"))))
                .isEqualTo("r-x--x---");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target)))
                .isEqualTo("rwx-----x");
        for (String each : new String[] {"a/b/f", "a/b", "a", ""}) {
            assertThat(Files.getLastModifiedTime(target.resolve(each))).as(each).isEqualTo(LONG_AGO);
        }
    }

    @Test
    void linksStayLinks() throws IOException {
        Files.writeString(source.resolve("f"), "x");
        Files.createDirectory(source.resolve("d"));
        Files.createLink(source.resolve("d/hard"), source.resolve("f"));
        Files.createSymbolicLink(source.resolve("soft"), Path.of("/nowhere/at all"));

        copy();

        assertThat(Files.getAttribute(target.resolve("d/hard"), "unix:ino"))
                .isEqualTo(Files.getAttribute(target.resolve("f"), "unix:ino"));
        assertThat(Files.readSymbolicLink(target.resolve("soft"))).hasToString("/nowhere/at all");
    }

    @Test
    void holesStayHoles() throws IOException {
        try (var file = new RandomAccessFile(source.resolve("f").toFile(), "rw")) {
            file.setLength(50_000_000);
            file.seek(20_000_000);
            file.write("data".getBytes(StandardCharsets.UTF_8));
        }

        copy();

        assertThat(Files.mismatch(source.resolve("f"), target.resolve("f"))).isEqualTo(-1);
        assertThat(stat("f").size()).isEqualTo(50_000_000);
        assertThat(stat("f").blocks()).isLessThan(2000);
    }

    @Test
    void aVeryDeepTreeIsCopied() {
        String name = "n".repeat(250);
        makeDeep(from, name, 40);

        copy();

        assertThat(listDeep(to, name, 40)).containsExactly("bottom");
        FileTree.remove(files, from, name);
        FileTree.remove(files, to, name);
        assertThat(target).isEmptyDirectory();
    }

    private void makeDeep(Fd folder, String name, int levels) {
        if (levels == 0) {
            files.mkdir(folder, "bottom", 0755);
            return;
        }
        files.mkdir(folder, name, 0755);
        try (Fd next = files.openIn(folder, name, FOLDER, 0)) {
            makeDeep(next, name, levels - 1);
        }
    }

    private List<String> listDeep(Fd folder, String name, int levels) {
        if (levels == 0) {
            return files.list(folder);
        }
        try (Fd next = files.openIn(folder, name, FOLDER, 0)) {
            return listDeep(next, name, levels - 1);
        }
    }

    @Test
    @Tag("privileged")
    void ownersNodesAndExtendedAttributesAreCopied() throws IOException {
        Files.writeString(source.resolve("f"), "x");
        attributes.chown(from, "f", 1234, 5678);
        attributes.setXattr(from, "f", "trusted.test", new byte[] {1, 2, 0});
        attributes.chmod(from, "f", 06755);
        files.mknod(from, "null", Flags.S_IFCHR | 0666, Flags.device(1, 3));
        files.mknod(from, "pipe", Flags.S_IFIFO | 0600, 0);
        files.symlink("x", from, "link");
        attributes.chown(from, "link", 7, 8);

        copy();

        assertThat(stat("f").uid()).isEqualTo(1234);
        assertThat(stat("f").gid()).isEqualTo(5678);
        assertThat(stat("f").permissions()).isEqualTo(06755);
        assertThat(attributes.getXattr(to, "f", "trusted.test")).contains(new byte[] {1, 2, 0});
        assertThat(stat("null").rdev()).isEqualTo(Flags.device(1, 3));
        assertThat(stat("null").permissions()).isEqualTo(0666);
        assertThat(stat("pipe").type()).isEqualTo(Flags.S_IFIFO);
        assertThat(stat("link").uid()).isEqualTo(7);
        assertThat(Files.isSymbolicLink(target.resolve("link"))).isTrue();
        assertThat(Files.exists(target.resolve("link"), LinkOption.NOFOLLOW_LINKS))
                .isTrue();
    }

    private void copy() {
        TreeCopy.copy(kernel, from, to);
    }

    private FileStatus stat(String name) {
        return files.stat(to, name).orElseThrow();
    }
}
