package dev.wharf.archive.pack;

import static dev.wharf.archive.pack.TreeChange.Kind.ADDED;
import static dev.wharf.archive.pack.TreeChange.Kind.DELETED;
import static dev.wharf.archive.pack.TreeChange.Kind.MODIFIED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.archive.LayerUnpacker;
import dev.wharf.archive.UnpackLimits;
import dev.wharf.archive.Whiteouts;
import dev.wharf.linux.Linux;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Layers of whole trees and of aufs, which need no root. */
class LayerPackerTest {
    private static final Instant OLD = Instant.ofEpochSecond(1_000_000_000, 123_456_789);

    @TempDir
    Path temp;

    private Path now;
    private Path before;

    @BeforeEach
    void makeTrees() throws IOException {
        now = Files.createDirectory(temp.resolve("now"));
        before = Files.createDirectory(temp.resolve("before"));
    }

    @Test
    void withoutAParentAllWasAdded() throws IOException {
        Files.createDirectories(now.resolve("d/e"));
        Files.writeString(now.resolve("d/e/f"), "x");

        assertThat(changes(Whiteouts.NONE))
                .containsExactly(
                        new TreeChange("/d", ADDED), new TreeChange("/d/e", ADDED), new TreeChange("/d/e/f", ADDED));
        assertThat(Tars.names(pack(Whiteouts.NONE))).containsExactly("d", "d/e", "d/e/f");
    }

    @Test
    void theSameTreeHasNoChanges() throws IOException {
        both("d/f", "x");
        settle();

        assertThat(changes(Whiteouts.NONE, before)).isEmpty();
        assertThat(Tars.read(pack(Whiteouts.NONE, before))).isEmpty();
    }

    @Test
    void parentsOfAChangeAreModifiedAndSorted() throws IOException {
        both("a/b/c", "old");
        both("a/b.d", "same");
        settle();
        Files.writeString(now.resolve("a/b/c"), "new");

        assertThat(changes(Whiteouts.NONE, before))
                .containsExactly(
                        new TreeChange("/a", MODIFIED),
                        new TreeChange("/a/b", MODIFIED),
                        new TreeChange("/a/b/c", MODIFIED));
        assertThat(Tars.names(pack(Whiteouts.NONE, before))).containsExactly("a", "a/b", "a/b/c");
    }

    @Test
    void aDeletedFolderIsToldOnce() throws IOException {
        both("keep", "x");
        settle();
        Files.createDirectories(before.resolve("d/e"));
        Files.writeString(before.resolve("d/e/f"), "x");

        assertThat(changes(Whiteouts.NONE, before)).containsExactly(new TreeChange("/d", DELETED));
        assertThat(Tars.names(pack(Whiteouts.NONE, before))).containsExactly(".wh.d");
    }

    @Test
    void anotherKindInItsPlaceIsModified() throws IOException {
        both("x", "file");
        both("y/z", "in a folder");
        settle();
        Files.delete(now.resolve("x"));
        Files.createDirectory(now.resolve("x"));
        Files.writeString(now.resolve("x/new"), "n");
        Files.delete(now.resolve("y/z"));
        Files.delete(now.resolve("y"));
        Files.writeString(now.resolve("y"), "a file now");

        assertThat(changes(Whiteouts.NONE, before))
                .containsExactly(
                        new TreeChange("/x", MODIFIED),
                        new TreeChange("/x/new", ADDED),
                        new TreeChange("/y", MODIFIED));
    }

    @Test
    void timesAndModesAreChanges() throws IOException {
        both("time", "x");
        both("mode", "x");
        both("folder/same", "x");
        settle();
        Files.setLastModifiedTime(now.resolve("time"), FileTime.from(OLD.plusNanos(1000)));
        Files.setPosixFilePermissions(
                now.resolve("mode"), java.nio.file.attribute.PosixFilePermissions.fromString("rwx------"));
        Files.setLastModifiedTime(now.resolve("folder"), FileTime.from(OLD.plusSeconds(1)));

        assertThat(changes(Whiteouts.NONE, before))
                .containsExactly(
                        new TreeChange("/folder", MODIFIED),
                        new TreeChange("/mode", MODIFIED),
                        new TreeChange("/time", MODIFIED));
    }

    @Test
    void aLayerMakesTheSameTreeAgain() throws IOException {
        both("d/kept", "kept");
        both("d/gone", "gone");
        both("gone/all", "gone");
        both("file", "file");
        settle();
        Files.delete(now.resolve("d/gone"));
        Files.delete(now.resolve("gone/all"));
        Files.delete(now.resolve("gone"));
        Files.delete(now.resolve("file"));
        Files.createDirectory(now.resolve("file"));
        Files.writeString(now.resolve("file/new"), "new");
        Files.createLink(now.resolve("file/second"), now.resolve("file/new"));
        Files.createSymbolicLink(now.resolve("link"), Path.of("d/kept"));
        Files.setLastModifiedTime(now.resolve("file/new"), FileTime.from(OLD.plusNanos(1)));

        unpack(pack(Whiteouts.NONE, before), before, Whiteouts.NONE);

        assertThat(changes(Whiteouts.NONE, before)).isEmpty();
    }

    @Test
    void theSameTreeGivesTheSameBytes() throws IOException {
        both("d/f", "x");
        settle();
        Files.delete(now.resolve("d/f"));

        assertThat(pack(Whiteouts.NONE, before)).isEqualTo(pack(Whiteouts.NONE, before));
    }

    @Test
    void whiteoutsOfAufsAreDeletions() throws IOException {
        Files.createDirectories(before.resolve("d"));
        Files.writeString(before.resolve("d/f"), "x");
        Files.createDirectories(now.resolve("d"));
        Files.writeString(now.resolve("d/.wh.f"), "");
        Files.writeString(now.resolve("d/.wh.never-there"), "");
        Files.createDirectory(now.resolve(".wh..wh.plnk"));
        Files.writeString(now.resolve(".wh..wh.plnk/7.9"), "");
        Files.writeString(now.resolve(".wh..wh.aufs"), "");

        assertThat(changes(Whiteouts.AUFS, before))
                .containsExactly(new TreeChange("/d", MODIFIED), new TreeChange("/d/f", DELETED));
        assertThat(Tars.names(pack(Whiteouts.AUFS, before))).containsExactly("d", "d/.wh.f");
    }

    @Test
    void anOpaqueFolderHidesAllLayersBelow() throws IOException {
        Path lowest = Files.createDirectory(temp.resolve("lowest"));
        Files.createDirectories(lowest.resolve("d/sub"));
        Files.writeString(lowest.resolve("d/old"), "x");
        Files.writeString(lowest.resolve("d/sub/old"), "x");
        Files.createDirectories(before.resolve("d"));
        Files.writeString(before.resolve("d/back"), "x");
        Files.createDirectories(now.resolve("d/sub"));
        Files.writeString(now.resolve("d/.wh..wh..opq"), "");
        Files.writeString(now.resolve("d/back"), "again");
        Files.writeString(now.resolve("d/new"), "n");

        assertThat(changes(Whiteouts.AUFS, before, lowest))
                .containsExactly(
                        new TreeChange("/d", MODIFIED),
                        new TreeChange("/d/back", MODIFIED),
                        new TreeChange("/d/new", ADDED),
                        new TreeChange("/d/old", DELETED),
                        new TreeChange("/d/sub", MODIFIED),
                        new TreeChange("/d/sub/old", DELETED));
        assertThat(Tars.names(pack(Whiteouts.AUFS, before, lowest)))
                .containsExactly("d", "d/.wh..wh..opq", "d/back", "d/new", "d/sub");
    }

    @Test
    void whatAMiddleLayerDeletedIsNotThere() throws IOException {
        Path lowest = Files.createDirectory(temp.resolve("lowest"));
        Files.writeString(lowest.resolve("f"), "x");
        Files.writeString(before.resolve(".wh.f"), "");
        Files.writeString(now.resolve("f"), "again");

        assertThat(changes(Whiteouts.AUFS, before, lowest)).containsExactly(new TreeChange("/f", ADDED));
    }

    @Test
    void aCopiedFolderIsNoChange() throws IOException {
        Files.createDirectories(before.resolve("d"));
        Files.createDirectories(now.resolve("d"));
        settle();

        assertThat(changes(Whiteouts.AUFS, before)).isEmpty();
    }

    @Test
    void aWholeTreeHasOneParent() {
        assertThatThrownBy(() -> new ChangedTree(now, Whiteouts.NONE, List.of(before, before)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private void both(String path, String content) throws IOException {
        for (Path tree : List.of(now, before)) {
            Files.createDirectories(tree.resolve(path).getParent());
            Files.writeString(tree.resolve(path), content);
        }
    }

    /** Gives everything the same time. */
    private void settle() throws IOException {
        for (Path tree : List.of(now, before)) {
            try (var all = Files.walk(tree)) {
                for (Path each : all.toList()) {
                    Files.setLastModifiedTime(each, FileTime.from(OLD));
                }
            }
        }
    }

    private List<TreeChange> changes(Whiteouts style, Path... below) {
        return new TreeChanges(Linux.kernel()).of(new ChangedTree(now, style, List.of(below)));
    }

    private byte[] pack(Whiteouts style, Path... below) throws IOException {
        var tar = new ByteArrayOutputStream();
        new LayerPacker(Linux.kernel()).pack(new ChangedTree(now, style, List.of(below)), tar);
        return tar.toByteArray();
    }

    private static void unpack(byte[] tar, Path folder, Whiteouts style) {
        new LayerUnpacker(Linux.kernel()).unpack(new ByteArrayInputStream(tar), folder, style, UnpackLimits.none());
    }
}
