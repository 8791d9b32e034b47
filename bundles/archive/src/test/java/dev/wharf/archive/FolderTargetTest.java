package dev.wharf.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.archive.pack.TreePacker;
import dev.wharf.archive.pack.TreeUnpacker;
import dev.wharf.linux.Errno;
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
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tars that are copied into a root in use. */
class FolderTargetTest {
    private static final FileTime TIME = FileTime.fromMillis(1_000_000_000_000L);

    private final FileCalls files = Linux.kernel().files();

    @TempDir
    Path temp;

    private Path root;
    private int uid;
    private int gid;

    @BeforeEach
    void makeRoot() throws IOException {
        root = Files.createDirectory(temp.resolve("root"));
        Files.createDirectory(root.resolve("d"));
        uid = (int) Files.getAttribute(root, "unix:uid");
        gid = (int) Files.getAttribute(root, "unix:gid");
    }

    @Test
    void entriesAppearInTheFolder() throws IOException {
        unpack(
                "d",
                false,
                tar().folder("x", 0750)
                        .file("x/f", 0640, "text")
                        .symlink("s", "x/f")
                        .hardLink("h", "x/f"));

        assertThat(root.resolve("d/x/f")).hasContent("text");
        assertThat(root.resolve("d/s")).isSymbolicLink();
        assertThat(Files.isSameFile(root.resolve("d/h"), root.resolve("d/x/f"))).isTrue();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve("d/x"))))
                .isEqualTo("rwxr-x---");
        assertThat(Files.getLastModifiedTime(root.resolve("d/x"))).isEqualTo(TIME);
        assertThat(Files.getLastModifiedTime(root.resolve("d/x/f"))).isEqualTo(TIME);
    }

    @Test
    void whiteoutsAreFilesLikeOthers() throws IOException {
        Files.writeString(root.resolve("d/f"), "stays");

        unpack("d", false, tar().file(".wh.f", "").file(".wh..wh..opq", ""));

        assertThat(root.resolve("d/f")).hasContent("stays");
        assertThat(root.resolve("d/.wh.f")).isRegularFile();
        assertThat(root.resolve("d/.wh..wh..opq")).isRegularFile();
    }

    @Test
    void theFolderItselfKeepsItsAttributes() throws IOException {
        FileTime before = Files.getLastModifiedTime(root.resolve("d"));

        unpack("d", false, tar().folder("./", 0700));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve("d"))))
                .isNotEqualTo("rwx------");
        assertThat(Files.getLastModifiedTime(root.resolve("d"))).isEqualTo(before);
    }

    @Test
    void foldersBecomeOne() throws IOException {
        Files.createDirectories(root.resolve("d/x"));
        Files.writeString(root.resolve("d/x/old"), "old");

        unpack("d", false, tar().folder("x", 0700).file("x/new", "new"));

        assertThat(root.resolve("d/x/old")).hasContent("old");
        assertThat(root.resolve("d/x/new")).hasContent("new");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve("d/x"))))
                .isEqualTo("rwx------");
    }

    @Test
    void filesInFoldersAreReplacedByThoseOfALaterTar() throws IOException {
        unpack("d", false, tar().folder("x", 0700).file("x/a", "old").file("x/b", "old"));

        unpack("d", false, tar().folder("x", 0700).file("x/a", "new").file("x/b", "new"));

        assertThat(root.resolve("d/x/a")).hasContent("new");
        assertThat(root.resolve("d/x/b")).hasContent("new");
    }

    @Test
    void otherKindsAreReplacedUnlessRefused() throws IOException {
        Files.createDirectories(root.resolve("d/x/full"));
        Files.writeString(root.resolve("d/y"), "file");

        assertThatThrownBy(() -> unpack("d", true, tar().file("x", "now a file")))
                .isInstanceOfSatisfying(
                        ArchiveException.class, e -> assertThat(e.kind()).isEqualTo(ArchiveException.Kind.OTHER_KIND))
                .hasMessage("cannot overwrite directory \"/d/x\" with non-directory \"/d\"");
        assertThatThrownBy(() -> unpack("d", true, tar().folder("y", 0755)))
                .hasMessage("cannot overwrite non-directory \"/d/y\" with directory \"/d\"");
        unpack("d", false, tar().file("x", "now a file").folder("y", 0755));

        assertThat(root.resolve("d/x")).hasContent("now a file");
        assertThat(root.resolve("d/y")).isDirectory();
    }

    @Test
    void keptKindsMayBeReplaced() throws IOException {
        Files.writeString(root.resolve("d/f"), "old");
        Files.createDirectory(root.resolve("d/x"));

        unpack("d", true, tar().file("f", "new").folder("x", 0755));

        assertThat(root.resolve("d/f")).hasContent("new");
    }

    @Test
    void linksLeadToWhereTheRootHasThem() throws IOException {
        Files.createDirectory(root.resolve("etc"));
        Files.createSymbolicLink(root.resolve("d/abs"), Path.of("/etc"));
        Files.createSymbolicLink(root.resolve("d/up"), Path.of("../../../../../etc"));
        Files.createSymbolicLink(root.resolve("target"), Path.of("/d"));

        unpack("d", false, tar().file("abs/one", "1").file("up/two", "2"));
        unpack("target", false, tar().file("three", "3"));

        assertThat(root.resolve("etc/one")).hasContent("1");
        assertThat(root.resolve("etc/two")).hasContent("2");
        assertThat(root.resolve("d/three")).hasContent("3");
    }

    @Test
    void aLinkOfTheTarLeadsNowhereElse() throws IOException {
        Path outside = Files.createDirectory(temp.resolve("outside"));

        assertThatThrownBy(() -> unpack(
                        "d", false, tar().symlink("s", outside.toString()).file("s/f", "x")))
                .isInstanceOf(ArchiveException.class);

        assertThat(outside).isEmptyDirectory();
    }

    @Test
    void aFileReplacesALinkAndNotItsTarget() throws IOException {
        Files.writeString(root.resolve("d/target"), "old");
        Files.createSymbolicLink(root.resolve("d/s"), Path.of("target"));

        unpack("d", false, tar().file("s", "new"));

        assertThat(root.resolve("d/target")).hasContent("old");
        assertThat(root.resolve("d/s")).isRegularFile().hasContent("new");
    }

    @Test
    void namesThatLeaveTheFolderAreRefused() {
        assertThatThrownBy(() -> unpack("d", false, tar().file("../f", "x"))).isInstanceOf(ArchiveException.class);
        assertThatThrownBy(() -> unpack("d", false, tar().hardLink("h", "../../etc/passwd")))
                .isInstanceOf(ArchiveException.class);
        assertThatThrownBy(() -> unpack("d", false, tar().file("f", "x").hardLink("f", "f")))
                .isInstanceOf(ArchiveException.class);
        assertThat(root.resolve("f")).doesNotExist();
    }

    @Test
    void missingFoldersAreMade() throws IOException {
        unpack("d", false, tar().file("a/b/c/f", "x"));

        assertThat(root.resolve("d/a/b/c/f")).hasContent("x");
    }

    @Test
    void compressedTarsAreRecognised() throws IOException {
        var zipped = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(zipped)) {
            gzip.write(tar().file("f", "zipped").end());
        }

        unpack("d", false, zipped.toByteArray());

        assertThat(root.resolve("d/f")).hasContent("zipped");
    }

    @Test
    void aFolderThatIsNotThereIsTold() throws IOException {
        Files.writeString(root.resolve("f"), "x");

        assertThatThrownBy(() -> unpack("none", false, tar()))
                .isInstanceOfSatisfying(
                        LinuxException.class, e -> assertThat(e.errno()).isEqualTo(Errno.ENOENT));
        assertThatThrownBy(() -> unpack("f", false, tar()))
                .isInstanceOfSatisfying(
                        LinuxException.class, e -> assertThat(e.errno()).isEqualTo(Errno.ENOTDIR));
    }

    @Test
    void brokenTarsAreRefused() {
        assertThatThrownBy(() -> unpack("d", false, "this is no tar".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .isInstanceOf(ArchiveException.class);
    }

    @Test
    void aTarBeyondTheLimitIsRefused() throws IOException {
        byte[] tar = tar().file("f", "x".repeat(5000)).end();

        try (Fd opened = open()) {
            assertThatThrownBy(() -> new TreeUnpacker(Linux.kernel())
                            .unpack(new ByteArrayInputStream(tar), opened, "d", false, new UnpackLimits(4000)))
                    .isInstanceOfSatisfying(ArchiveException.class, e -> assertThat(e.kind())
                            .isEqualTo(ArchiveException.Kind.TOO_LARGE));
        }
    }

    @Test
    void whatIsPackedIsUnpackedAgain() throws IOException {
        Files.createDirectories(root.resolve("from/sub"));
        byte[] content = new byte[1_000_003];
        content[999_999] = 7;
        Files.write(root.resolve("from/sub/big"), content);
        Files.createLink(root.resolve("from/link"), root.resolve("from/sub/big"));
        var tar = new ByteArrayOutputStream();
        try (Fd opened = open()) {
            new TreePacker(Linux.kernel()).pack(opened, "from", "to", tar);
        }

        unpack("d", false, tar.toByteArray());

        assertThat(root.resolve("d/to/sub/big")).hasBinaryContent(content);
        assertThat(Files.isSameFile(root.resolve("d/to/link"), root.resolve("d/to/sub/big")))
                .isTrue();
    }

    @Test
    @Tag("privileged")
    void aReadOnlyFileSystemIsTold() {
        String path = root.resolve("d").toString();
        Linux.kernel().mounts().mount("none", path, "tmpfs", Flags.MS_RDONLY, "");
        try {
            assertThatThrownBy(() -> unpack("d", false, tar().file("f", "x")))
                    .isInstanceOfSatisfying(ArchiveException.class, e -> assertThat(e.kind())
                            .isEqualTo(ArchiveException.Kind.READ_ONLY));
        } finally {
            Linux.kernel().mounts().unmount(path, Flags.MNT_DETACH);
        }
    }

    @Test
    @Tag("privileged")
    void nodesAndOwnersAreAsInTheTar() throws IOException {
        unpack(
                "d",
                false,
                new TarBytes()
                        .owner(1234, 5678)
                        .device('3', "null", 1, 3)
                        .device('6', "pipe", 0, 0)
                        .file("f", 04755, "x"));

        try (Fd opened = open()) {
            assertThat(files.stat(opened, "d/null").orElseThrow().rdev()).isEqualTo(Flags.device(1, 3));
            assertThat(files.stat(opened, "d/pipe").orElseThrow().type()).isEqualTo(Flags.S_IFIFO);
            assertThat(files.stat(opened, "d/f").orElseThrow().permissions()).isEqualTo(04755);
            assertThat(files.stat(opened, "d/f").orElseThrow().uid()).isEqualTo(1234);
        }
    }

    private TarBytes tar() {
        return new TarBytes().owner(uid, gid);
    }

    private Fd open() {
        return files.open(root.toString(), Flags.O_RDONLY | Flags.O_DIRECTORY, 0);
    }

    private void unpack(String folder, boolean keepKinds, TarBytes tar) throws IOException {
        unpack(folder, keepKinds, tar.end());
    }

    private void unpack(String folder, boolean keepKinds, byte[] tar) {
        try (Fd opened = open()) {
            new TreeUnpacker(Linux.kernel())
                    .unpack(new ByteArrayInputStream(tar), opened, folder, keepKinds, UnpackLimits.none());
        }
    }
}
