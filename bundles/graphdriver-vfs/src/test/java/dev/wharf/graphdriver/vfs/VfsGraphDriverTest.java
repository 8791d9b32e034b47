package dev.wharf.graphdriver.vfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.linux.Linux;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.Mount;
import dev.wharf.spi.Probe;
import dev.wharf.spi.Usage;
import dev.wharf.spi.graph.GraphDriver;
import dev.wharf.spi.graph.LayerId;
import dev.wharf.spi.graph.SnapshotInfo;
import dev.wharf.spi.graph.SnapshotInfo.Kind;
import dev.wharf.spi.graph.SnapshotKey;
import dev.wharf.spi.graph.SnapshotRef;
import dev.wharf.spi.graph.WritableFolder.Whiteouts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VfsGraphDriverTest {
    private static final SnapshotKey KEY = new SnapshotKey("key");
    private static final LayerId BASE = new LayerId("base");
    private static final LayerId TOP = new LayerId("top");

    @TempDir
    Path state;

    private GraphDriver driver;

    @BeforeEach
    void open() {
        driver = open(new FakeContext(state));
    }

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void itWorksEverywhere() {
        var provider = new VfsProvider();

        assertThat(provider.probe(new FakeContext(state))).isEqualTo(Probe.supported());
        assertThat(provider.name()).isEqualTo("vfs");
    }

    @Test
    void aSnapshotIsACopyOfItsParent() throws IOException {
        layer(BASE, Optional.empty(), "f", "old");

        List<Mount> mounts = driver.prepare(KEY, Optional.of(BASE));
        Files.writeString(folder(KEY).resolve("f"), "new");

        assertThat(mounts).containsExactly(Mount.bind(folder(KEY)));
        assertThat(driver.mounts(KEY)).isEqualTo(mounts);
        assertThat(folder(BASE).resolve("f")).hasContent("old");
        assertThat(driver.writableFolder(KEY).whiteouts()).isEqualTo(Whiteouts.NONE);
        assertThat(driver.stat(KEY)).contains(new SnapshotInfo(KEY, Kind.ACTIVE, Optional.of(BASE), FakeContext.NOW));
    }

    @Test
    void aViewShowsItsParentReadOnly() throws IOException {
        layer(BASE, Optional.empty(), "f", "x");

        List<Mount> mounts = driver.view(KEY, BASE);

        assertThat(mounts).containsExactly(Mount.bind(folder(BASE)).with("ro"));
        assertThat(driver.usage(KEY)).isEqualTo(new Usage(0, 0));
        assertThat(driver.stat(KEY)).map(SnapshotInfo::kind).contains(Kind.VIEW);
        assertFails(DriverException.Kind.FAILED_PRECONDITION, () -> driver.writableFolder(KEY));
        assertFails(DriverException.Kind.FAILED_PRECONDITION, () -> driver.commit(TOP, KEY));
        assertFails(DriverException.Kind.IN_USE, () -> driver.remove(BASE));
    }

    @Test
    void commitTurnsTheKeyIntoALayer() throws IOException {
        layer(BASE, Optional.empty(), "f", "x");

        assertThat(driver.stat(new SnapshotKey("for-base"))).isEmpty();
        assertThat(driver.stat(BASE))
                .contains(new SnapshotInfo(BASE, Kind.COMMITTED, Optional.empty(), FakeContext.NOW));
        assertThat(folder(BASE).resolve("f")).hasContent("x");
    }

    @Test
    void keyAndLayerOfOneTextAreTwoSnapshots() throws IOException {
        var same = new LayerId(KEY.value());
        layer(same, Optional.empty(), "f", "x");

        driver.prepare(KEY, Optional.of(same));

        assertThat(driver.list()).extracting(SnapshotInfo::ref).containsExactlyInAnyOrder(same, KEY);
    }

    @Test
    void whatIsThereCannotBeMadeAgain() throws IOException {
        layer(BASE, Optional.empty(), "f", "x");
        driver.prepare(KEY, Optional.of(BASE));

        assertFails(DriverException.Kind.ALREADY_EXISTS, () -> driver.prepare(KEY, Optional.empty()));
        assertFails(DriverException.Kind.ALREADY_EXISTS, () -> driver.view(KEY, BASE));
        assertFails(DriverException.Kind.ALREADY_EXISTS, () -> driver.commit(BASE, KEY));
        assertThat(driver.stat(KEY)).isPresent();
    }

    @Test
    void whatIsNotThereIsNotFound() {
        assertFails(DriverException.Kind.NOT_FOUND, () -> driver.prepare(KEY, Optional.of(BASE)));
        assertFails(DriverException.Kind.NOT_FOUND, () -> driver.view(KEY, BASE));
        assertFails(DriverException.Kind.NOT_FOUND, () -> driver.mounts(KEY));
        assertFails(DriverException.Kind.NOT_FOUND, () -> driver.commit(BASE, KEY));
        assertFails(DriverException.Kind.NOT_FOUND, () -> driver.usage(BASE));
        assertFails(DriverException.Kind.NOT_FOUND, () -> driver.details(BASE));
        assertFails(DriverException.Kind.NOT_FOUND, () -> driver.writableFolder(KEY));
        driver.remove(KEY);
        driver.remove(BASE);
        assertThat(driver.list()).isEmpty();
    }

    @Test
    void removingAParentWithChildrenIsRefused() throws IOException {
        layer(BASE, Optional.empty(), "f", "x");
        layer(TOP, Optional.of(BASE), "g", "x");
        driver.prepare(KEY, Optional.of(TOP));

        assertFails(DriverException.Kind.IN_USE, () -> driver.remove(BASE));
        assertFails(DriverException.Kind.IN_USE, () -> driver.remove(TOP));
        driver.remove(KEY);
        driver.remove(TOP);
        driver.remove(BASE);

        assertThat(driver.list()).isEmpty();
        assertThat(state.resolve("snapshots")).isEmptyDirectory();
        assertThat(state.resolve("aside")).isEmptyDirectory();
    }

    @Test
    void anotherOpenFindsAll() throws IOException {
        layer(BASE, Optional.empty(), "f", "x");
        layer(TOP, Optional.of(BASE), "g", "x");
        driver.prepare(KEY, Optional.of(TOP));
        driver.view(new SnapshotKey("view"), BASE);
        List<SnapshotInfo> before = driver.list();

        driver.close();
        driver = open(new FakeContext(state));

        assertThat(driver.list()).hasSize(4).containsExactlyInAnyOrderElementsOf(before);
    }

    @Test
    void whatACrashLeftIsDeleted() throws IOException {
        Files.createDirectories(state.resolve("aside/1/root/a/b/c"));
        Files.writeString(state.resolve("aside/1/root/a/b/f"), "x");

        driver.close();
        driver = open(new FakeContext(state));

        assertThat(state.resolve("aside")).isEmptyDirectory();
        assertThat(driver.list()).isEmpty();
    }

    @Test
    void strangeFoldersAreLeftAlone() throws IOException {
        Files.createDirectory(state.resolve("snapshots/lost+found"));
        driver.prepare(KEY, Optional.empty());

        assertThat(driver.list()).extracting(SnapshotInfo::ref).containsExactly(KEY);
    }

    @Test
    void whatIsNotDeletedIsGoneAllTheSame() throws IOException {
        driver.close();
        driver = open(new FakeContext(state, work -> {
            throw new RejectedExecutionException("closed");
        }));
        driver.prepare(KEY, Optional.empty());

        driver.remove(KEY);

        assertThat(driver.stat(KEY)).isEmpty();
        assertThat(state.resolve("aside")).isNotEmptyDirectory();
    }

    @Test
    void aHundredLayersMayLieOnEachOther() throws IOException {
        Optional<LayerId> parent = Optional.empty();
        for (int i = 0; i < 130; i++) {
            LayerId layer = new LayerId("layer" + i);
            layer(layer, parent, "f", "layer " + i);
            parent = Optional.of(layer);
        }

        driver.prepare(KEY, parent);

        assertThat(folder(KEY).resolve("f")).hasContent("layer 129");
    }

    @Test
    void usageCountsWhatDiffersFromTheParent() throws IOException {
        layer(BASE, Optional.empty(), "kept", "12345");
        driver.prepare(KEY, Optional.of(BASE));
        Path folder = folder(KEY);
        Files.createDirectories(folder.resolve("a/b"));
        Files.writeString(folder.resolve("a/f"), "12345");
        Files.createLink(folder.resolve("a/b/g"), folder.resolve("a/f"));
        Files.createSymbolicLink(folder.resolve("s"), Path.of("ab"));

        assertThat(driver.usage(BASE)).isEqualTo(new Usage(5, 1));
        assertThat(driver.usage(KEY)).isEqualTo(new Usage(7, 4));
    }

    @Test
    void interruptionEndsACopyAndLeavesNothing() throws IOException {
        layer(BASE, Optional.empty(), "f", "x");
        Thread.currentThread().interrupt();

        assertFails(DriverException.Kind.CANCELLED, () -> driver.prepare(KEY, Optional.of(BASE)));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(driver.stat(KEY)).isEmpty();
        assertThat(state.resolve("aside")).isEmptyDirectory();
    }

    @Test
    void manyThreadsMakeAndRemoveAtOnce() throws Exception {
        layer(BASE, Optional.empty(), "f", "x");
        var pool = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Void>> work = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                work.add(lifeCycle(i));
            }
            for (Future<Void> each : pool.invokeAll(work)) {
                each.get();
            }
        } finally {
            pool.shutdownNow();
        }

        assertThat(driver.list()).hasSize(21);
        assertThat(state.resolve("aside")).isEmptyDirectory();
    }

    private Callable<Void> lifeCycle(int i) {
        return () -> {
            var key = new SnapshotKey("key" + i);
            driver.prepare(key, Optional.of(BASE));
            if (i % 2 == 0) {
                driver.remove(key);
            } else {
                driver.commit(new LayerId("layer" + i), key);
            }
            return null;
        };
    }

    @Test
    void closingTwiceIsHarmless() {
        driver.close();
        driver.close();

        assertThat(state.resolve("snapshots")).isDirectory();
    }

    private static GraphDriver open(FakeContext context) {
        return VfsGraphDriver.open(Linux.kernel(), context);
    }

    private void layer(LayerId layer, Optional<LayerId> parent, String file, String content) throws IOException {
        var key = new SnapshotKey("for-" + layer);
        driver.prepare(key, parent);
        Files.writeString(folder(key).resolve(file), content);
        driver.commit(layer, key);
    }

    private Path folder(SnapshotRef ref) {
        return driver.writableFolder(ref).path();
    }

    private static void assertFails(DriverException.Kind kind, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(DriverException.class, e -> assertThat(e.kind())
                .isEqualTo(kind));
    }
}
