package dev.wharf.graphdriver.overlay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.linux.Linux;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.Mount;
import dev.wharf.spi.NamedValue;
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
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OverlayGraphDriverTest {
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
    void anActiveSnapshotIsMountedOnItsLayers() {
        layer(BASE, Optional.empty());
        layer(TOP, Optional.of(BASE));

        List<Mount> mounts = driver.prepare(KEY, Optional.of(TOP));

        assertThat(mounts).singleElement().satisfies(mount -> {
            assertThat(mount.type()).isEqualTo("overlay");
            assertThat(mount.base()).contains(state);
            assertThat(mount.options()).contains("lowerdir=diff/2.1:diff/1.0", "upperdir=diff/3.2", "workdir=work/3.2");
        });
        assertThat(driver.mounts(KEY)).isEqualTo(mounts);
    }

    @Test
    void aSnapshotWithoutParentLiesOnNothing() {
        List<Mount> mounts = driver.prepare(KEY, Optional.empty());

        assertThat(mounts.get(0).options()).contains("lowerdir=diff/0.0", "upperdir=diff/1.0");
        assertThat(driver.stat(KEY)).contains(new SnapshotInfo(KEY, Kind.ACTIVE, Optional.empty(), FakeContext.NOW));
    }

    @Test
    void aViewHasNothingToWriteTo() {
        layer(BASE, Optional.empty());

        List<Mount> mounts = driver.view(KEY, BASE);

        assertThat(mounts.get(0).options())
                .contains("ro", "lowerdir=diff/1.0:diff/0.0")
                .noneMatch(o -> o.startsWith("upper"));
        assertThat(driver.stat(KEY)).map(SnapshotInfo::kind).contains(Kind.VIEW);
        assertThat(driver.usage(KEY)).isEqualTo(new Usage(0, 0));
        assertFails(DriverException.Kind.FAILED_PRECONDITION, () -> driver.writableFolder(KEY));
        assertFails(DriverException.Kind.FAILED_PRECONDITION, () -> driver.commit(TOP, KEY));
    }

    @Test
    void commitTurnsTheKeyIntoALayer() throws IOException {
        driver.prepare(KEY, Optional.empty());
        Files.writeString(folder(KEY).resolve("f"), "content");

        driver.commit(BASE, KEY);

        assertThat(driver.stat(KEY)).isEmpty();
        assertThat(driver.stat(BASE)).map(SnapshotInfo::kind).contains(Kind.COMMITTED);
        assertThat(folder(BASE).resolve("f")).hasContent("content");
        assertThat(state.resolve("work")).isEmptyDirectory();
        assertFails(DriverException.Kind.NOT_FOUND, () -> driver.mounts(KEY));
    }

    @Test
    void keyAndLayerOfOneTextAreTwoSnapshots() {
        var same = new LayerId(KEY.value());
        layer(same, Optional.empty());

        driver.prepare(KEY, Optional.of(same));

        assertThat(driver.list()).extracting(SnapshotInfo::ref).containsExactlyInAnyOrder(same, KEY);
    }

    @Test
    void whatIsThereCannotBeMadeAgain() {
        layer(BASE, Optional.empty());
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
        assertThat(driver.stat(KEY)).isEmpty();
        driver.remove(KEY);
        driver.remove(BASE);
        assertThat(driver.list()).isEmpty();
    }

    @Test
    void removingAParentWithChildrenIsRefused() {
        layer(BASE, Optional.empty());
        layer(TOP, Optional.of(BASE));
        driver.prepare(KEY, Optional.of(TOP));

        assertFails(DriverException.Kind.IN_USE, () -> driver.remove(BASE));
        assertFails(DriverException.Kind.IN_USE, () -> driver.remove(TOP));
        driver.remove(KEY);
        driver.remove(TOP);
        driver.remove(BASE);

        assertThat(driver.list()).isEmpty();
        assertThat(numbers()).containsExactly("0.0");
    }

    @Test
    void anotherOpenBringsAllBack() {
        layer(BASE, Optional.empty());
        layer(TOP, Optional.of(BASE));
        List<Mount> mounts = driver.prepare(KEY, Optional.of(TOP));
        driver.view(new SnapshotKey("view"), BASE);
        List<SnapshotInfo> before = driver.list();

        driver.close();
        driver = open(new FakeContext(state));

        assertThat(driver.list()).containsExactlyInAnyOrderElementsOf(before);
        assertThat(driver.mounts(KEY)).isEqualTo(mounts);
        assertThat(driver.prepare(new SnapshotKey("next"), Optional.of(TOP))
                        .get(0)
                        .options())
                .contains("upperdir=diff/5.2");
    }

    @Test
    void whatACrashLeftIsDeleted() throws IOException {
        driver.prepare(KEY, Optional.empty());
        Files.createDirectories(state.resolve("diff/7.1/a/b"));
        Files.writeString(state.resolve("diff/7.1/a/f"), "x");
        Files.createDirectories(state.resolve("work/8.1/work"));

        driver.close();
        driver = open(new FakeContext(state));

        assertThat(numbers()).containsExactly("0.0", "1.0");
        assertThat(state.resolve("work/8.1")).doesNotExist();
        driver.prepare(new SnapshotKey("next"), Optional.empty());
        assertThat(numbers()).containsExactly("0.0", "1.0", "9.0");
    }

    @Test
    void whatWasNotDeletedGoesAtTheNextOpen() {
        driver.close();
        driver = open(new FakeContext(state, work -> {
            throw new RejectedExecutionException("closed");
        }));
        driver.prepare(KEY, Optional.empty());

        driver.remove(KEY);

        assertThat(driver.list()).isEmpty();
        assertThat(numbers()).containsExactly("0.0", "1.0");
        driver.close();
        driver = open(new FakeContext(state));
        assertThat(numbers()).containsExactly("0.0");
    }

    @Test
    void aBrokenSnapshotIsLeftAloneAndHindersNobody() throws IOException {
        driver.prepare(KEY, Optional.empty());
        Files.createSymbolicLink(state.resolve("names/key-broken"), Path.of("../diff/99.0"));
        Files.createSymbolicLink(state.resolve("names/layer-strange"), Path.of("somewhere"));

        driver.close();
        driver = open(new FakeContext(state));

        assertThat(driver.list()).extracting(SnapshotInfo::ref).containsExactly(KEY);
        assertThat(state.resolve("names/key-broken")).isSymbolicLink();
        driver.prepare(new SnapshotKey("broken"), Optional.empty());
        driver.commit(new LayerId("strange"), KEY);
        assertThat(driver.list()).hasSize(2);
    }

    @Test
    void theFormatOfALaterReleaseIsRefused() throws IOException {
        driver.close();
        Files.writeString(state.resolve("format"), "2");

        assertFails(DriverException.Kind.UNSUPPORTED, () -> open(new FakeContext(state)));
    }

    @Test
    void aHundredAndTwentySevenLayersFitAndNoMore() {
        Optional<LayerId> parent = Optional.empty();
        for (int i = 0; i < 127; i++) {
            LayerId layer = new LayerId("layer" + i);
            layer(layer, parent);
            parent = Optional.of(layer);
        }

        Mount mount = driver.prepare(KEY, parent).get(0);

        assertThat(String.join(",", mount.options())).hasSizeLessThan(4096);
        driver.commit(TOP, KEY);
        assertThatThrownBy(() -> driver.prepare(KEY, Optional.of(TOP)))
                .hasMessage("Cannot create container with more than 127 parents");
    }

    @Test
    void aSnapshotHasModeOfTheRootBelow() throws IOException {
        driver.prepare(KEY, Optional.empty());
        Files.setPosixFilePermissions(folder(KEY), PosixFilePermissions.fromString("rwx------"));
        driver.commit(BASE, KEY);

        driver.prepare(KEY, Optional.of(BASE));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder(KEY))))
                .isEqualTo("rwx------");
    }

    @Test
    void usageCountsBytesAndInodesOfTheSnapshotAlone() throws IOException {
        layer(BASE, Optional.empty());
        driver.prepare(KEY, Optional.of(BASE));
        Path folder = folder(KEY);
        Files.createDirectories(folder.resolve("a/b"));
        Files.writeString(folder.resolve("a/f"), "12345");
        Files.createLink(folder.resolve("a/b/g"), folder.resolve("a/f"));
        Files.createSymbolicLink(folder.resolve("s"), Path.of("ab"));

        assertThat(driver.usage(KEY)).isEqualTo(new Usage(7, 4));
    }

    @Test
    void interruptionEndsCounting() {
        driver.prepare(KEY, Optional.empty());
        Thread.currentThread().interrupt();

        assertFails(DriverException.Kind.CANCELLED, () -> driver.usage(KEY));

        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void detailsAreThoseOfDocker() {
        layer(BASE, Optional.empty());
        layer(TOP, Optional.of(BASE));
        driver.prepare(KEY, Optional.of(TOP));

        assertThat(driver.details(KEY))
                .containsExactly(
                        new NamedValue("LowerDir", state + "/diff/2.1:" + state + "/diff/1.0"),
                        new NamedValue("MergedDir", state + "/merged/3.2"),
                        new NamedValue("UpperDir", state + "/diff/3.2"),
                        new NamedValue("WorkDir", state + "/work/3.2"));
        assertThat(driver.details(BASE))
                .extracting(NamedValue::name)
                .containsExactly("MergedDir", "UpperDir", "WorkDir");
        assertThat(driver.status())
                .extracting(NamedValue::name)
                .containsExactly("Backing Filesystem", "Supports d_type");
        assertThat(driver.writableFolder(KEY).whiteouts()).isEqualTo(Whiteouts.OVERLAY);
    }

    @Test
    void manyThreadsMakeAndRemoveAtOnce() throws Exception {
        layer(BASE, Optional.empty());
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
        assertThat(numbers()).hasSize(22);
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

        assertThat(state.resolve("names")).isDirectory();
    }

    private static GraphDriver open(FakeContext context) {
        return OverlayGraphDriver.open(Linux.kernel().files(), context);
    }

    private void layer(LayerId layer, Optional<LayerId> parent) {
        var key = new SnapshotKey("for-" + layer);
        driver.prepare(key, parent);
        driver.commit(layer, key);
    }

    private Path folder(SnapshotRef ref) {
        return driver.writableFolder(ref).path();
    }

    private List<String> numbers() {
        try (Stream<Path> folders = Files.list(state.resolve("diff"))) {
            return folders.map(each -> each.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void assertFails(DriverException.Kind kind, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(DriverException.class, e -> assertThat(e.kind())
                .isEqualTo(kind));
    }
}
