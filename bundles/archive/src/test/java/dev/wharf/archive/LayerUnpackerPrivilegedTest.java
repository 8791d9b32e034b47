package dev.wharf.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.linux.AttributeCalls;
import dev.wharf.linux.Fd;
import dev.wharf.linux.FileCalls;
import dev.wharf.linux.FileStatus;
import dev.wharf.linux.Flags;
import dev.wharf.linux.Linux;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only root may write: owners, devices and attributes of the trusted kind. */
@Tag("privileged")
class LayerUnpackerPrivilegedTest {
    /** cap_net_raw+ep, as setcap(8) writes it. */
    private static final String CAPABILITY = "\1\0\0\2\0\40\0\0\0\0\0\0\0\0\0\0\0\0\0\0";

    private final FileCalls files = Linux.kernel().files();
    private final AttributeCalls attributes = files.attributes();

    @TempDir
    Path root;

    private Fd folder;

    @BeforeEach
    void open() {
        folder = files.open(root.toString(), Flags.O_RDONLY | Flags.O_DIRECTORY, 0);
    }

    @AfterEach
    void close() {
        folder.close();
    }

    @Test
    void ownersAreKeptUpToTheHighestId() {
        unpack(new TarBytes()
                .owner(1234, 5678)
                .file("f", 06755, "x")
                .symlink("s", "f")
                .folder("d", 02755)
                .pax("uid", "4294967294", "gid", "3000000000")
                .file("high", "x"));

        assertThat(stat("f").uid()).isEqualTo(1234);
        assertThat(stat("f").gid()).isEqualTo(5678);
        assertThat(stat("f").permissions()).isEqualTo(06755);
        assertThat(stat("s").uid()).isEqualTo(1234);
        assertThat(stat("d").permissions()).isEqualTo(02755);
        assertThat(stat("high").uid()).isEqualTo(-2);
    }

    @Test
    void everyFileHasItsOwnerAndMode() {
        files.mkdir(folder, "staff", 0755);
        attributes.chown(folder, "staff", 0, 50);
        attributes.chmod(folder, "staff", 02775);
        List<Integer> modes = List.of(0644, 0644, 0600, 04755, 0666, 0666, 0777, 0444, 0, 02755, 0644);
        var tar = new TarBytes();
        for (String parent : new String[] {"", "staff/"}) {
            for (int i = 0; i < modes.size() * 2; i++) {
                tar.owner(i % 2, i % 3 == 0 ? 7 : 0).file(parent + i, modes.get(i / 2), "x");
            }
        }

        for (Whiteouts whiteouts : List.of(Whiteouts.OVERLAY, Whiteouts.NONE)) {
            unpack(tar, whiteouts);

            for (int i = 0; i < modes.size() * 2; i++) {
                for (String parent : new String[] {"", "staff/"}) {
                    FileStatus status = stat(parent + i);
                    assertThat(status.permissions()).as(parent + i).isEqualTo(modes.get(i / 2));
                    assertThat(status.uid()).as(parent + i).isEqualTo(i % 2);
                    assertThat(status.gid()).as(parent + i).isEqualTo(i % 3 == 0 ? 7 : 0);
                    assertThat(status.modified()).isEqualTo(Instant.ofEpochSecond(1_000_000_000));
                }
            }
        }
    }

    @Test
    void nodesAreMade() {
        unpack(new TarBytes()
                .device('3', "null", 1, 3)
                .device('4', "disk", 259, 1048575)
                .device('6', "pipe", 0, 0));

        assertThat(stat("null").type()).isEqualTo(Flags.S_IFCHR);
        assertThat(stat("null").rdev()).isEqualTo(Flags.device(1, 3));
        assertThat(stat("disk").rdev()).isEqualTo(Flags.device(259, 1048575));
        assertThat(stat("pipe").type()).isEqualTo(Flags.S_IFIFO);
    }

    @Test
    void capabilitiesSurviveTheChangeOfOwner() {
        unpack(new TarBytes()
                .owner(1, 1)
                .pax("SCHILY.xattr.security.capability", CAPABILITY)
                .file("ping", 0755, "x"));

        assertThat(attributes.getXattr(folder, "ping", "security.capability"))
                .contains(CAPABILITY.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void whiteoutsAreDevicesForOverlayfs() {
        unpack(new TarBytes().file("d/.wh.f", "").file(".wh.g", "").file(".wh.g", ""));

        assertThat(isWhiteout("d", "f")).isTrue();
        assertThat(isWhiteout("", "g")).isTrue();
    }

    @Test
    void opaqueFoldersAreMarkedForOverlayfs() {
        unpack(new TarBytes().folder("d", 0755).file("d/f", "x").file("d/.wh..wh..opq", ""));

        assertThat(opaque("d")).contains((byte) 'y');
        assertThat(files.stat(folder, "d/f")).isPresent();
    }

    @Test
    void aFolderThatReturnsHidesTheDeletedOne() {
        unpack(new TarBytes()
                .file(".wh.d", "")
                .folder("d", 0755)
                .file(".wh.implied", "")
                .file("implied/f", "x")
                .file(".wh.file", "")
                .file("file", "x"));

        assertThat(opaque("d")).contains((byte) 'y');
        assertThat(opaque("implied")).contains((byte) 'y');
        assertThat(stat("file").isFile()).isTrue();
    }

    @Test
    void impliedFoldersAreLikeThoseBelow(@TempDir Path upper, @TempDir Path lower) throws IOException {
        Files.createDirectories(upper.resolve("other"));
        Files.createDirectories(lower.resolve("tmp/deep"));
        Files.writeString(lower.resolve("file"), "x");
        try (Fd below = files.open(lower.toString(), Flags.O_RDONLY | Flags.O_DIRECTORY, 0)) {
            attributes.chmod(below, "tmp", 01777);
            attributes.chown(below, "tmp", 3, 4);
        }

        byte[] tar = new TarBytes().file("tmp/deep/f", "x").file("file/g", "x").end();
        var target = new UnpackTarget(root, Whiteouts.OVERLAY, List.of(upper, lower));
        new LayerUnpacker(Linux.kernel()).unpack(new ByteArrayInputStream(tar), target, UnpackLimits.none());

        assertThat(stat("tmp").permissions()).isEqualTo(01777);
        assertThat(stat("tmp").uid()).isEqualTo(3);
        assertThat(stat("tmp/deep").permissions()).isEqualTo(0755);
        assertThat(stat("file").permissions()).isEqualTo(0755);
    }

    @Test
    void aLayerCannotSpeakToOverlayfs() {
        unpack(new TarBytes()
                .pax("SCHILY.xattr.trusted.overlay.redirect", "/etc", "SCHILY.xattr.trusted.other", "kept")
                .folder("d", 0755));

        assertThat(attributes.listXattr(folder, "d"))
                .contains("trusted.other")
                .doesNotContain("trusted.overlay.redirect");
    }

    @Test
    void attributesThatDoNotFitTheTypeAreLeftOut() {
        unpack(new TarBytes().pax("SCHILY.xattr.user.a", "b").symlink("s", "x"));

        assertThat(stat("s").isLink()).isTrue();
    }

    @Test
    void anUnpackedDeviceIsNotFollowed() {
        assertThatThrownBy(() -> unpack(new TarBytes().device('3', "null", 1, 3).file("null/f", "x")))
                .isInstanceOf(ArchiveException.class);
    }

    private void unpack(TarBytes tar) {
        unpack(tar, Whiteouts.OVERLAY);
    }

    private void unpack(TarBytes tar, Whiteouts whiteouts) {
        new LayerUnpacker(Linux.kernel())
                .unpack(new ByteArrayInputStream(tar.end()), root, whiteouts, UnpackLimits.none());
    }

    private FileStatus stat(String name) {
        return files.stat(folder, name).orElseThrow();
    }

    private boolean isWhiteout(String parent, String name) {
        try (Fd opened = files.openIn(folder, parent, Flags.O_PATH | Flags.O_DIRECTORY, 0)) {
            FileStatus status = files.stat(opened, name).orElseThrow();
            return status.type() == Flags.S_IFCHR && status.rdev() == 0;
        }
    }

    private Optional<Byte> opaque(String name) {
        return attributes.getXattr(folder, name, "trusted.overlay.opaque").map(value -> value[0]);
    }
}
