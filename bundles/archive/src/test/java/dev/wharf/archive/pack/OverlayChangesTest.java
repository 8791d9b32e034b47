package dev.wharf.archive.pack;

import static dev.wharf.archive.pack.TreeChange.Kind.ADDED;
import static dev.wharf.archive.pack.TreeChange.Kind.DELETED;
import static dev.wharf.archive.pack.TreeChange.Kind.MODIFIED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.archive.ArchiveException;
import dev.wharf.archive.LayerUnpacker;
import dev.wharf.archive.UnpackLimits;
import dev.wharf.archive.UnpackTarget;
import dev.wharf.archive.Whiteouts;
import dev.wharf.linux.AttributeCalls;
import dev.wharf.linux.Fd;
import dev.wharf.linux.FileCalls;
import dev.wharf.linux.Flags;
import dev.wharf.linux.Kernel;
import dev.wharf.linux.Linux;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the overlay driver of the kernel writes, and how it comes through to other styles and back. */
@Tag("privileged")
class OverlayChangesTest {
    /** cap_net_raw+ep, as setcap(8) writes it. */
    private static final byte[] CAPABILITY =
            "\1\0\0\2\0\40\0\0\0\0\0\0\0\0\0\0\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1);

    private final Kernel kernel = Linux.kernel();
    private final FileCalls files = kernel.files();
    private final AttributeCalls attributes = files.attributes();

    @TempDir
    Path temp;

    private List<Path> lowers;
    private OverlayTree tree;
    private Path merged;

    @BeforeEach
    void mount() throws IOException {
        Path lowest = Files.createDirectory(temp.resolve("lowest"));
        Path middle = Files.createDirectory(temp.resolve("middle"));
        Files.createDirectories(lowest.resolve("etc/deep"));
        Files.writeString(lowest.resolve("etc/a"), "a");
        Files.writeString(lowest.resolve("etc/deep/b"), "b");
        Files.createDirectories(lowest.resolve("usr/lib"));
        Files.writeString(lowest.resolve("usr/lib/x"), "x");
        Files.writeString(lowest.resolve("usr/lib/y"), "y");
        Files.writeString(lowest.resolve("file"), "file");
        Files.createDirectories(lowest.resolve("folder/in"));
        Files.createDirectories(middle.resolve("usr/lib"));
        Files.writeString(middle.resolve("usr/lib/z"), "z");
        Files.createDirectories(middle.resolve("opt"));
        Files.writeString(middle.resolve("opt/o"), "o");
        lowers = List.of(middle, lowest);
        tree = new OverlayTree(temp.resolve("tree"), lowers).mounted();
        merged = tree.merged();
    }

    @AfterEach
    void unmount() {
        tree.close();
    }

    @Test
    void anUntouchedTreeHasNoChanges() {
        assertThat(changes(tree.changed())).isEmpty();
    }

    @Test
    void parentsOfAChangeAreModified() throws IOException {
        Files.writeString(merged.resolve("etc/deep/b"), "other");
        Files.writeString(merged.resolve("usr/lib/new"), "new");

        assertThat(changes(tree.changed()))
                .containsExactly(
                        change("/etc", MODIFIED),
                        change("/etc/deep", MODIFIED),
                        change("/etc/deep/b", MODIFIED),
                        change("/usr", MODIFIED),
                        change("/usr/lib", MODIFIED),
                        change("/usr/lib/new", ADDED));
    }

    @Test
    void aFolderCopiedUpForNothingIsNoChange() throws IOException {
        var mode = Files.getPosixFilePermissions(merged.resolve("etc"));
        Files.setPosixFilePermissions(merged.resolve("etc"), java.util.Set.of());
        Files.setPosixFilePermissions(merged.resolve("etc"), mode);

        assertThat(changes(tree.changed())).isEmpty();
    }

    @Test
    void deletedFoldersAreToldOnceAndThoseMadeAnewAreModified() throws IOException {
        remove(merged.resolve("etc"));
        remove(merged.resolve("usr/lib"));
        Files.createDirectory(merged.resolve("usr/lib"));
        Files.writeString(merged.resolve("usr/lib/y"), "again");
        Files.writeString(merged.resolve("usr/lib/n"), "new");
        Files.delete(merged.resolve("file"));
        Files.createDirectory(merged.resolve("file"));

        assertThat(changes(tree.changed()))
                .containsExactly(
                        change("/etc", DELETED),
                        change("/file", MODIFIED),
                        change("/usr", MODIFIED),
                        change("/usr/lib", MODIFIED),
                        change("/usr/lib/n", ADDED),
                        change("/usr/lib/x", DELETED),
                        change("/usr/lib/y", MODIFIED),
                        change("/usr/lib/z", DELETED));
    }

    @Test
    void aWholeTreeTellsTheSame() throws IOException {
        changeMuch();
        Path parent = copyOfLowers();

        assertThat(changes(new ChangedTree(merged, Whiteouts.NONE, List.of(parent))))
                .isEqualTo(changes(tree.changed()));
    }

    @Test
    void changesSurviveTheWayToAWholeTreeAndBack() throws IOException {
        changeMuch();
        Path parent = copyOfLowers();
        Path whole = copyOfLowers();

        unpack(pack(tree.changed()), new UnpackTarget(whole, Whiteouts.NONE, List.of()));
        assertThat(changes(new ChangedTree(merged, Whiteouts.NONE, List.of(whole))))
                .isEmpty();
        byte[] layer = pack(new ChangedTree(whole, Whiteouts.NONE, List.of(parent)));
        var back = new OverlayTree(temp.resolve("back"), lowers);
        unpack(layer, new UnpackTarget(back.upper(), Whiteouts.OVERLAY, lowers));

        try (OverlayTree mounted = back.mounted()) {
            assertThat(changes(new ChangedTree(mounted.merged(), Whiteouts.NONE, List.of(merged))))
                    .isEmpty();
            assertThat(changes(mounted.changed())).isEqualTo(changes(tree.changed()));
        }
    }

    @Test
    void changesSurviveTheWayToAufsAndBack() throws IOException {
        changeMuch();
        Path branch = Files.createDirectory(temp.resolve("branch"));

        byte[] layer = pack(tree.changed());
        unpack(layer, new UnpackTarget(branch, Whiteouts.AUFS, lowers));
        byte[] again = pack(new ChangedTree(branch, Whiteouts.AUFS, lowers));

        assertThat(again).isEqualTo(layer);
        assertThat(changes(new ChangedTree(branch, Whiteouts.AUFS, lowers))).isEqualTo(changes(tree.changed()));
    }

    @Test
    void aLayerOfOverlayMakesTheSameOverlay() throws IOException {
        changeMuch();

        byte[] layer = pack(tree.changed());
        var again = new OverlayTree(temp.resolve("again"), lowers);
        unpack(layer, new UnpackTarget(again.upper(), Whiteouts.OVERLAY, lowers));

        assertThat(pack(again.changed())).isEqualTo(layer);
        try (OverlayTree mounted = again.mounted()) {
            assertThat(changes(new ChangedTree(mounted.merged(), Whiteouts.NONE, List.of(merged))))
                    .isEmpty();
        }
    }

    @Test
    void aLayerStandsOnLayersWithWhiteouts() throws IOException {
        changeMuch();
        tree.close();
        var upper = new OverlayTree(temp.resolve("upper-tree"), tree.withUpper()).mounted();
        tree = upper;
        Files.writeString(upper.merged().resolve("etc"), "a file in the place of the deleted folder");
        Files.writeString(upper.merged().resolve("usr/lib/x"), "of the hidden folder");

        assertThat(changes(upper.changed()))
                .containsExactly(
                        change("/etc", ADDED),
                        change("/usr", MODIFIED),
                        change("/usr/lib", MODIFIED),
                        change("/usr/lib/x", ADDED));
    }

    @Test
    void whatOverlayfsMovedElsewhereIsRefused() throws IOException {
        Files.createDirectory(tree.upper().resolve("moved"));
        try (Fd upper = Tars.open(tree.upper())) {
            attributes.setXattr(upper, "moved", "trusted.overlay.redirect", "/etc".getBytes(StandardCharsets.UTF_8));

            assertThatThrownBy(() -> changes(tree.changed()))
                    .isInstanceOf(ArchiveException.class)
                    .hasMessageContaining("redirect_dir=off");
        }
    }

    @Test
    void attributesOfOverlayfsStayBehind() throws IOException {
        changeMuch();

        var packed = Tars.entry(pack(tree.changed()), "usr/lib");

        assertThat(packed.head().xattrs()).isEmpty();
    }

    @Test
    void aMountPointIsPackedWithoutWhatItHolds() throws IOException {
        Path root = Files.createDirectory(temp.resolve("root"));
        Files.createDirectory(root.resolve("mnt"));
        Files.writeString(root.resolve("f"), "f");
        try (Fd base = files.open(root.toString(), Flags.O_PATH | Flags.O_DIRECTORY, 0)) {
            kernel.mounts().mountIn(base, temp.resolve("lowest").toString(), "mnt", "", Flags.MS_BIND, "");
        }
        try (Fd opened = Tars.open(root)) {
            var one = new ByteArrayOutputStream();
            new TreePacker(kernel, TreePacker.Scope.ONE_FILE_SYSTEM).pack(opened, "", "", one);
            var all = new ByteArrayOutputStream();
            new TreePacker(kernel).pack(opened, "", "", all);

            assertThat(Tars.names(one.toByteArray())).containsExactly("f", "mnt");
            assertThat(Tars.names(all.toByteArray())).contains("mnt/etc/a");
        } finally {
            kernel.mounts().unmount(root.resolve("mnt").toString(), Flags.MNT_DETACH);
        }
    }

    private void changeMuch() throws IOException {
        remove(merged.resolve("etc"));
        remove(merged.resolve("usr/lib"));
        Files.createDirectory(merged.resolve("usr/lib"));
        Files.createDirectory(merged.resolve("usr/lib/deep"));
        Files.writeString(merged.resolve("usr/lib/deep/f"), "f");
        Files.writeString(merged.resolve("usr/lib/y"), "again");
        Files.delete(merged.resolve("file"));
        Files.createDirectory(merged.resolve("file"));
        Files.writeString(merged.resolve("file/in"), "in");
        remove(merged.resolve("folder"));
        Files.createSymbolicLink(merged.resolve("folder"), Path.of("opt"));
        Files.writeString(merged.resolve("opt/o"), "changed");
        Files.createLink(merged.resolve("opt/second"), merged.resolve("opt/o"));
        try (Fd opt = Tars.open(merged.resolve("opt"))) {
            files.mknod(opt, "null", Flags.S_IFCHR | 0666, Flags.device(1, 3));
            files.mknod(opt, "disk", Flags.S_IFBLK | 0660, Flags.device(259, 70_000));
            files.mknod(opt, "pipe", Flags.S_IFIFO | 0600, 0);
            Files.writeString(merged.resolve("opt/ping"), "program");
            attributes.chown(opt, "ping", 3_000_000, 7);
            attributes.setXattr(opt, "ping", "security.capability", CAPABILITY);
            attributes.setXattr(opt, "ping", "user.note", "hello".getBytes(StandardCharsets.UTF_8));
            attributes.chmod(opt, "o", 04711);
        }
    }

    private Path copyOfLowers() throws IOException {
        Path copy = Files.createTempDirectory(temp, "copy");
        for (int i = lowers.size() - 1; i >= 0; i--) {
            byte[] layer = pack(new ChangedTree(lowers.get(i), Whiteouts.OVERLAY, List.of()));
            unpack(layer, new UnpackTarget(copy, Whiteouts.NONE, List.of()));
        }
        return copy;
    }

    private static void remove(Path folder) throws IOException {
        try (var all = Files.walk(folder)) {
            for (Path each : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    private static TreeChange change(String path, TreeChange.Kind kind) {
        return new TreeChange(path, kind);
    }

    private List<TreeChange> changes(ChangedTree changed) {
        return new TreeChanges(kernel).of(changed);
    }

    private byte[] pack(ChangedTree changed) throws IOException {
        var tar = new ByteArrayOutputStream();
        new LayerPacker(kernel).pack(changed, tar);
        return tar.toByteArray();
    }

    private void unpack(byte[] tar, UnpackTarget target) {
        new LayerUnpacker(kernel).unpack(new ByteArrayInputStream(tar), target, UnpackLimits.none());
    }
}
