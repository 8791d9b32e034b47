package dev.wharf.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.linux.Fd;
import dev.wharf.linux.FileTree;
import dev.wharf.linux.Flags;
import dev.wharf.linux.Linux;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayerUnpackerTest {
    @TempDir
    Path temp;

    private Path root;
    private int uid;
    private int gid;

    @BeforeEach
    void makeRoot() throws IOException {
        root = Files.createDirectory(temp.resolve("root"));
        uid = (int) Files.getAttribute(root, "unix:uid");
        gid = (int) Files.getAttribute(root, "unix:gid");
    }

    @Test
    void filesFoldersAndLinksAppearWithModesAndTimes() throws IOException {
        unpack(tar().folder("d/", 0750)
                .file("d/f", 0640, "text")
                .symlink("s", "d/f")
                .hardLink("h", "d/f"));

        assertThat(root.resolve("d/f")).hasContent("text");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve("d"))))
                .isEqualTo("rwxr-x---");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve("d/f"))))
                .isEqualTo("rw-r-----");
        assertThat(Files.readSymbolicLink(root.resolve("s"))).hasToString("d/f");
        assertThat(Files.getAttribute(root.resolve("h"), "unix:ino"))
                .isEqualTo(Files.getAttribute(root.resolve("d/f"), "unix:ino"));
        FileTime time = FileTime.fromMillis(1_000_000_000_000L);
        assertThat(Files.getLastModifiedTime(root.resolve("d"))).isEqualTo(time);
        assertThat(Files.getLastModifiedTime(root.resolve("d/f"))).isEqualTo(time);
        assertThat(Files.getLastModifiedTime(root.resolve("s"), LinkOption.NOFOLLOW_LINKS))
                .isEqualTo(time);
    }

    @Test
    void theDigestCoversThePlainStreamToItsEnd() throws Exception {
        byte[] tar = tar().file("f", "x")
                .raw(new byte[3000])
                .raw("tail".getBytes(StandardCharsets.UTF_8))
                .withoutEnd();

        UnpackedLayer layer = unpack(gzip(tar));

        String sha =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(tar));
        assertThat(layer).isEqualTo(new UnpackedLayer("sha256:" + sha, tar.length, 1));
    }

    @Test
    void parentsThatTheLayerDoesNotNameAreMade() throws IOException {
        unpack(tar().file("a/b/c", "x"));

        assertThat(root.resolve("a/b/c")).hasContent("x");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve("a/b"))))
                .isEqualTo("rwxr-xr-x");
    }

    @Test
    void setUserIdAndStickyStay() throws IOException {
        unpack(tar().file("f", 04755, "x").folder("d", 01777));

        assertThat((int) Files.getAttribute(root.resolve("f"), "unix:mode") & 07777)
                .isEqualTo(04755);
        assertThat((int) Files.getAttribute(root.resolve("d"), "unix:mode") & 07777)
                .isEqualTo(01777);
    }

    @Test
    void aFileReplacesAFolderAndTheReverse() throws IOException {
        unpack(tar().file("a/b/c", "x").file("d", "x").file("a", "file").folder("d", 0755));

        assertThat(root.resolve("a")).hasContent("file");
        assertThat(root.resolve("d")).isDirectory();
    }

    @Test
    void aFolderOverAFolderKeepsItsContent() throws IOException {
        unpack(tar().folder("d", 0755).file("d/f", "x").folder("d", 0700));

        assertThat(root.resolve("d/f")).hasContent("x");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve("d"))))
                .isEqualTo("rwx------");
    }

    @Test
    void aFileReplacesALinkAndNotItsTarget() throws IOException {
        Path outside = Files.writeString(temp.resolve("outside"), "kept");

        unpack(tar().symlink("s", outside.toString()).file("s", "new"));

        assertThat(outside).hasContent("kept");
        assertThat(root.resolve("s")).isRegularFile().hasContent("new");
    }

    @Test
    void linksLeadNowhereButIntoTheRoot() throws IOException {
        unpack(tar().folder("etc", 0755)
                .symlink("abs", "/etc")
                .symlink("up", "../../../../../../../etc")
                .file("abs/one", "1")
                .file("up/two", "2")
                .symlink("deep", "/abs")
                .file("deep/three", "3"));

        assertThat(root.resolve("etc/one")).hasContent("1");
        assertThat(root.resolve("etc/two")).hasContent("2");
        assertThat(root.resolve("etc/three")).hasContent("3");
    }

    @Test
    void aLinkSwappedUnderAFolderStaysInside() throws IOException {
        Path outside = Files.createDirectory(temp.resolve("outside"));

        unpack(tar().folder("d", 0755)
                .file("d/first", "1")
                .symlink("d", outside.toString())
                .folder(outside.toString(), 0755)
                .file("d/second", "2"));

        assertThat(outside).isEmptyDirectory();
        assertThat(root.resolve(outside.toString().substring(1)).resolve("second"))
                .hasContent("2");
    }

    @Test
    void aDanglingLinkIsNoFolder() {
        assertThatThrownBy(() -> unpack(tar().symlink("s", "/nowhere").file("s/f", "x")))
                .isInstanceOf(ArchiveException.class)
                .hasMessageContaining("not a directory");
    }

    @Test
    void aLoopOfLinksIsTheTarsFault() {
        assertThatThrownBy(
                        () -> unpack(tar().symlink("a", "b").symlink("b", "a").file("a/f", "x")))
                .isInstanceOf(ArchiveException.class)
                .hasMessageContaining("too many levels of symbolic links");
    }

    @Test
    void aHardLinkNeedsAFileInTheRoot() throws IOException {
        Path outside = Files.writeString(temp.resolve("outside"), "secret");

        for (String target : new String[] {outside.toString(), "h", "missing", "missing/too", "d"}) {
            assertThatThrownBy(() -> unpack(tar().folder("d", 0755).hardLink("h", target)))
                    .as(target)
                    .isInstanceOf(ArchiveException.class);
        }
    }

    @Test
    void aHardLinkThroughALinkStaysInside() throws IOException {
        Path outside = Files.createDirectory(temp.resolve("outside"));
        Files.writeString(outside.resolve("secret"), "secret");

        assertThatThrownBy(() -> unpack(tar().symlink("s", outside.toString()).hardLink("h", "s/secret")))
                .isInstanceOf(ArchiveException.class);

        assertThat(root.resolve("h")).doesNotExist();
    }

    @Test
    void whiteoutsRemoveFromAWholeTree() throws IOException {
        unpack(tar().file("d/old", "x").file("d/kept", "x").file("gone/f", "x"));

        unpack(tar().file("d/.wh.old", "").file(".wh.gone", "").file(".wh.never", ""));

        assertThat(names(root)).containsExactly("d");
        assertThat(names(root.resolve("d"))).containsExactly("kept");
    }

    @Test
    void whiteoutsLeaveWhatTheSameLayerBrought() throws IOException {
        unpack(tar().file("f", "new").file("d/g", "new").file(".wh.f", "").file(".wh.d", ""));

        assertThat(root.resolve("f")).hasContent("new");
        assertThat(root.resolve("d/g")).hasContent("new");
    }

    @Test
    void anOpaqueFolderLosesWhatWasThereBefore() throws IOException {
        unpack(tar().file("d/old", "x").file("d/sub/old", "x").file("d/only/old", "x"));

        unpack(tar().folder("d", 0755)
                .file("d/sub/new", "y")
                .file("d/.wh..wh..opq", "")
                .file("d/late", "z"));

        assertThat(names(root.resolve("d"))).containsExactly("late", "sub");
        assertThat(names(root.resolve("d/sub"))).containsExactly("new");
    }

    @Test
    void aWhiteoutNamesOnlyItsNeighbour() {
        for (String name : new String[] {"d/.wh..", "d/.wh...", ".wh.", ".wh.a/b"}) {
            assertThatThrownBy(() -> unpack(tar().file(name, "")))
                    .as(name)
                    .isInstanceOf(ArchiveException.class)
                    .hasMessageContaining("invalid whiteout");
        }
    }

    @Test
    void whatAufsKeepsForItselfIsNotUnpacked() throws IOException {
        unpack(tar().file(".wh..wh.aufs", "")
                .folder(".wh..wh.orph/", 0700)
                .folder(".wh..wh.plnk/", 0700)
                .file(".wh..wh.plnk/12.34", "linked")
                .hardLink("a", ".wh..wh.plnk/12.34")
                .hardLink("b", ".wh..wh.plnk/12.34"));

        assertThat(names(root)).containsExactly("a", "b");
        assertThat(root.resolve("b")).hasContent("linked");
    }

    @Test
    void aufsFoldersGetFilesAsWhiteouts() throws IOException {
        unpack(
                tar().file("d/.wh.f", "")
                        .file("d/.wh..wh..opq", "")
                        .file(".wh.back", "")
                        .folder("back", 0755),
                Whiteouts.AUFS);

        assertThat(names(root)).containsExactly("back", "d");
        assertThat(names(root.resolve("d"))).containsExactly(".wh..wh..opq", ".wh.f");
        assertThat(names(root.resolve("back"))).containsExactly(".wh..wh..opq");
    }

    @Test
    void attributesThatNoFileCanHaveAreTheTarsFault() {
        for (String name : new String[] {"user.", "user." + "n".repeat(300)}) {
            assertThatThrownBy(
                            () -> unpack(tar().pax("SCHILY.xattr." + name, "x").file("f", "x")))
                    .as(name)
                    .isInstanceOf(ArchiveException.class)
                    .hasMessageContaining("extended attribute");
        }
        assertThatThrownBy(() -> unpack(tar().pax("SCHILY.xattr.user.a\0b", "x").file("f", "x")))
                .isInstanceOf(ArchiveException.class);
    }

    @Test
    void foldersThatMadeRoomAreFoundAgain() throws IOException {
        unpack(tar().file("a/b/f", "1")
                .file("a", "in the way")
                .folder("a", 0755)
                .file("a/b/f", "2")
                .symlink("a/up", "/")
                .file("a/up/a/g", "3")
                .folder("a/up/z", 0755)
                .file("a/up/a/b", "4"));

        assertThat(root.resolve("a/b")).hasContent("4");
        assertThat(root.resolve("a/g")).hasContent("3");
        assertThat(root.resolve("z")).isDirectory();
    }

    @Test
    void sparseFilesKeepTheirHoles() throws IOException {
        unpack(tar().pax("GNU.sparse.size", "10000000", "GNU.sparse.map", "5000000,4")
                .file("f", "data"));

        assertThat(Files.size(root.resolve("f"))).isEqualTo(10_000_000);
        assertThat((Object) Files.readAllBytes(root.resolve("f"))[5_000_003]).isEqualTo((byte) 'a');
    }

    @Test
    void aBombStopsAtTheLimit() throws IOException {
        byte[] bomb = gzip(tar().file("f", "\0".repeat(50_000_000)).end());

        assertThat(bomb.length).isLessThan(100_000);
        assertThatThrownBy(() -> unpacker()
                        .unpack(new ByteArrayInputStream(bomb), root, Whiteouts.NONE, new UnpackLimits(1_000_000)))
                .isInstanceOfSatisfying(
                        ArchiveException.class, e -> assertThat(e.kind()).isEqualTo(ArchiveException.Kind.TOO_LARGE));
        assertThat(Files.size(root.resolve("f"))).isLessThanOrEqualTo(1_000_000);
    }

    @Test
    void aDeepPathNeedsNoDeepStack() throws InterruptedException {
        String name = "d/".repeat(2000) + "f";
        var failures = new ConcurrentLinkedQueue<Throwable>();
        Runnable work = () -> unpack(tar().pax("path", name).file("f", "x"));

        var thread = new Thread(Thread.currentThread().getThreadGroup(), work, "small stack", 256 * 1024);
        thread.setUncaughtExceptionHandler((t, e) -> failures.add(e));
        thread.start();
        thread.join();

        assertThat(failures).isEmpty();
        var files = Linux.kernel().files();
        try (Fd folder = files.open(temp.toString(), Flags.O_RDONLY | Flags.O_DIRECTORY, 0)) {
            FileTree.remove(files, folder, "root");
        }
    }

    @Test
    void aBrokenCompressionIsTheTarsFault() throws IOException {
        byte[] gzip = gzip(tar().file("f", "x").end());
        gzip[gzip.length / 2] ^= 0x55;

        assertThatThrownBy(() -> unpack(gzip)).isInstanceOf(ArchiveException.class);
    }

    @Test
    void interruptionEndsIt() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> unpack(tar().file("f", "x"))).isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    private TarBytes tar() {
        return new TarBytes().owner(uid, gid);
    }

    private UnpackedLayer unpack(TarBytes tar) {
        return unpack(tar, Whiteouts.NONE);
    }

    private UnpackedLayer unpack(TarBytes tar, Whiteouts whiteouts) {
        return unpacker().unpack(new ByteArrayInputStream(tar.end()), root, whiteouts, UnpackLimits.none());
    }

    private UnpackedLayer unpack(byte[] tar) {
        return unpacker().unpack(new ByteArrayInputStream(tar), root, Whiteouts.NONE, UnpackLimits.none());
    }

    private static LayerUnpacker unpacker() {
        return new LayerUnpacker(Linux.kernel());
    }

    private static Stream<String> names(Path folder) throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            return children.map(Path::getFileName).map(Path::toString).sorted().toList().stream();
        }
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }
}
