package dev.wharf.images;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.engine.api.container.Change;
import dev.wharf.engine.api.image.ContainerLayers.Snapshot;
import dev.wharf.engine.api.image.Image;
import dev.wharf.engine.api.image.ImageArchive;
import dev.wharf.images.content.Digest;
import dev.wharf.images.layer.LayerTars;
import dev.wharf.images.layer.TarPacking;
import dev.wharf.images.layer.TarRebuilding;
import dev.wharf.images.layer.TarUnpacking;
import dev.wharf.images.testing.Archives;
import dev.wharf.images.testing.FakeDrivers;
import dev.wharf.images.testing.FolderGraphDriver;
import dev.wharf.images.testing.Tar;
import dev.wharf.linux.Linux;
import dev.wharf.spi.graph.SnapshotKey;
import dev.wharf.spi.graph.WritableFolder.Whiteouts;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The images with the real archive code, on drivers that keep plain folders. */
@Tag("privileged")
class RealTarsTest {
    private static final String KEY = "c0ffee";
    private static final String WHOLE = "whole";
    private static final byte[] BASE = new Tar()
            .folder("etc")
            .file("etc/a", "aaa")
            .file("etc/twice", "first")
            .file("etc/twice", "second")
            .symlink("etc/link", "a")
            .file("gone/x", "x")
            .file("big", new byte[700_000])
            .bytes();
    private static final byte[] TOP = new Tar()
            .file("etc/b", "bb")
            .file("etc/.wh.a", "")
            .file("gone/.wh..wh..opq", "")
            .bytes();

    @TempDir
    private Path folder = Path.of("");

    private RunningImages daemon = new RunningImages(Path.of(""));
    private String id = "";

    @BeforeEach
    void open() {
        daemon = new RunningImages(folder, Whiteouts.OVERLAY);
        daemon.withTars(new LayerTars(
                new TarUnpacking(Linux::kernel), new TarRebuilding(Linux::kernel), new TarPacking(Linux::kernel)));
        daemon.fixture().drivers().add(WHOLE, new FolderGraphDriver(folder.resolve(WHOLE), Whiteouts.NONE));
        daemon.start(Optional.empty());
        id = daemon.loaded("one", "x:1", BASE, TOP);
    }

    @AfterEach
    void stop() {
        daemon.stop();
    }

    @Test
    void tarsAreSavedBitForBit() throws IOException {
        assertThat(Archives.files(saved("x:1")).values()).contains(BASE, TOP);
    }

    @Test
    void anImageIsCarriedToAnotherStyleAndBack() throws IOException {
        byte[] archive = saved("x:1");
        daemon.fixture().drivers().makeDefault(WHOLE);
        daemon.images().root(id);
        daemon.fixture().drivers().leave();
        assertThat(saved("x:1")).isEqualTo(archive);

        daemon.images().remove("x:1", false, true);
        daemon.fixture().drivers().arrive();
        daemon.images().settle();
        daemon.images().load(new ByteArrayInputStream(archive), progress -> {});
        daemon.fixture().drivers().makeDefault(FakeDrivers.NAME);
        daemon.images().root(id);

        daemon.fixture().drivers().leave(WHOLE);
        assertThat(saved("x:1")).isEqualTo(archive);
    }

    @Test
    void aCommitInEitherStyleIsTheSameLayer() throws IOException {
        String here = committed("y");
        daemon.fixture().drivers().makeDefault(WHOLE);
        String there = committed("z");

        Image image = daemon.images().inspect(here);
        assertThat(daemon.images().inspect(there).layers()).isEqualTo(image.layers());
        assertThat(image.layers()).hasSize(3);
        assertThat(Archives.files(saved("y")).values())
                .anyMatch(
                        file -> Digest.of(file).toString().equals(image.layers().get(2)));
    }

    @Test
    void anUnchangedContainerIsCommittedWithoutALayer() {
        Snapshot container = daemon.container(id, KEY);

        String child = daemon.images().commit(container, RunningImages.commit("y"));

        assertThat(daemon.images().changes(container)).isEmpty();
        assertThat(daemon.images().inspect(child).layers())
                .isEqualTo(daemon.images().inspect(id).layers());
    }

    @Test
    void aContainerMovesToAnotherStyleAndBackWithItsChanges() throws IOException {
        Snapshot container = changedContainer();
        List<Change> changes = daemon.images().changes(container);
        assertThat(changes)
                .contains(
                        new Change("/etc/link", Change.Kind.DELETED),
                        new Change("/etc/new", Change.Kind.ADDED),
                        new Change("/etc", Change.Kind.MODIFIED));

        daemon.images().carry(container, WHOLE);
        Snapshot moved = new Snapshot(WHOLE, KEY, id);
        assertThat(daemon.images().changes(moved)).isEqualTo(changes);
        daemon.fixture().driver().remove(new SnapshotKey(KEY));
        daemon.images().carry(moved, FakeDrivers.NAME);

        assertThat(daemon.images().changes(container)).isEqualTo(changes);
    }

    private String committed(String name) throws IOException {
        return daemon.images().commit(changedContainer(), RunningImages.commit(name));
    }

    /** Changes as the container would make them, written in the style of the driver. */
    private Snapshot changedContainer() throws IOException {
        Snapshot container = daemon.container(id, KEY);
        var graph = daemon.fixture().drivers().lease(container.graphDriver()).driver();
        var written = graph.writableFolder(new SnapshotKey(KEY));
        Path etc = Files.createDirectories(written.path().resolve("etc"));
        Files.writeString(etc.resolve("new"), "new");
        Files.setLastModifiedTime(etc.resolve("new"), java.nio.file.attribute.FileTime.fromMillis(1_000));
        if (written.whiteouts() == Whiteouts.NONE) {
            Files.delete(etc.resolve("link"));
        } else {
            try (var opened = Linux.kernel().files().open(etc.toString(), dev.wharf.linux.Flags.O_DIRECTORY, 0)) {
                Linux.kernel().files().mknod(opened, "link", dev.wharf.linux.Flags.S_IFCHR, 0);
            }
        }
        Files.setLastModifiedTime(etc, java.nio.file.attribute.FileTime.fromMillis(2_000));
        return container;
    }

    private byte[] saved(String name) throws IOException {
        var out = new ByteArrayOutputStream();
        try (ImageArchive archive = daemon.images().save(List.of(name))) {
            archive.writeTo(out);
        }
        return out.toByteArray();
    }
}
