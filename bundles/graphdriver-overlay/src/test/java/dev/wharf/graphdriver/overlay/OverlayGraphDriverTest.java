package dev.wharf.graphdriver.overlay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.linux.Errno;
import dev.wharf.linux.Linux;
import dev.wharf.linux.LinuxException;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.Mount;
import dev.wharf.spi.NamedValue;
import dev.wharf.spi.Usage;
import dev.wharf.spi.graph.GraphDriver;
import dev.wharf.spi.graph.LayerId;
import dev.wharf.spi.graph.SnapshotInfo;
import dev.wharf.spi.graph.SnapshotKey;
import dev.wharf.spi.graph.SnapshotRef;
import dev.wharf.spi.testkit.FakeContext;
import dev.wharf.spi.testkit.RecordingKernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
    }

    @Test
    void aViewHasNothingToWriteTo() {
        layer(BASE, Optional.empty());

        List<Mount> mounts = driver.view(KEY, BASE);

        assertThat(mounts.get(0).options())
                .contains("ro", "lowerdir=diff/1.0:diff/0.0")
                .noneMatch(o -> o.startsWith("upper"));
        assertThat(driver.usage(KEY)).isEqualTo(new Usage(0, 0));
    }

    @Test
    void commitTakesTheWorkFolderAway() {
        driver.prepare(KEY, Optional.empty());

        driver.commit(BASE, KEY);

        assertThat(state.resolve("work")).isEmptyDirectory();
        assertThat(numbers()).containsExactly("0.0", "1.0");
    }

    @Test
    void removalTakesTheFoldersAway() {
        layer(BASE, Optional.empty());
        driver.prepare(KEY, Optional.of(BASE));

        driver.remove(KEY);
        driver.remove(BASE);

        assertThat(numbers()).containsExactly("0.0");
        assertThat(state.resolve("work")).isEmptyDirectory();
    }

    @Test
    void anotherOpenUsesNoNumberAgain() {
        layer(BASE, Optional.empty());
        driver.prepare(KEY, Optional.of(BASE));
        driver.view(new SnapshotKey("view"), BASE);

        driver.close();
        driver = open(new FakeContext(state));

        assertThat(driver.prepare(new SnapshotKey("next"), Optional.of(BASE))
                        .get(0)
                        .options())
                .contains("upperdir=diff/4.1");
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
    void aKillBetweenTheFoldersAndTheNameLeavesNothing() throws IOException {
        layer(BASE, Optional.empty());
        Files.createDirectory(state.resolve("diff/2.1"));
        Files.createDirectory(state.resolve("work/2.1"));

        driver = open(new FakeContext(state));

        assertThat(driver.list()).extracting(SnapshotInfo::ref).containsExactly(BASE);
        assertThat(numbers()).containsExactly("0.0", "1.0");
    }

    @Test
    void aKillInTheMiddleOfACommitLeavesTheLayerWhole() throws IOException {
        driver.prepare(KEY, Optional.empty());
        Files.writeString(folder(KEY).resolve("f"), "content");
        Files.move(state.resolve("names/key-key"), state.resolve("names/layer-base"));

        driver = open(new FakeContext(state));

        assertThat(driver.list()).extracting(SnapshotInfo::ref).containsExactly(BASE);
        assertThat(folder(BASE).resolve("f")).hasContent("content");
        assertThat(state.resolve("work")).isEmptyDirectory();
    }

    @Test
    void aKillInTheMiddleOfARemovalLeavesNothing() throws IOException {
        driver.prepare(KEY, Optional.empty());
        Files.delete(state.resolve("names/key-key"));

        driver = open(new FakeContext(state));

        assertThat(driver.list()).isEmpty();
        assertThat(numbers()).containsExactly("0.0");
        assertThat(state.resolve("work")).isEmptyDirectory();
    }

    @Test
    void aWorkFolderThatIsGoneIsMadeAnew() throws IOException {
        driver.prepare(KEY, Optional.empty());
        Files.delete(state.resolve("work/1.0"));

        driver = open(new FakeContext(state));

        assertThat(state.resolve("work/1.0")).isDirectory();
    }

    @Test
    void contentIsOnDiskBeforeTheLayerHasItsName() {
        List<String> calls = new ArrayList<>();
        driver = OverlayGraphDriver.open(RecordingKernel.of(calls, each -> {}), new FakeContext(state));
        driver.prepare(KEY, Optional.empty());
        calls.clear();

        driver.commit(BASE, KEY);

        assertThat(calls.stream().filter(List.of("syncFileSystem", "rename", "sync")::contains))
                .containsExactly("syncFileSystem", "rename", "sync");
    }

    @Test
    void aSnapshotThatCannotBeWrittenToDiskIsNotCommitted() {
        driver = OverlayGraphDriver.open(
                RecordingKernel.of(new ArrayList<>(), call -> {
                    if (call.equals("syncFileSystem")) {
                        throw new LinuxException(Errno.EIO, "syncfs");
                    }
                }),
                new FakeContext(state));
        driver.prepare(KEY, Optional.empty());

        assertFails(DriverException.Kind.INTERNAL, () -> driver.commit(BASE, KEY));

        assertThat(driver.stat(KEY)).isPresent();
        assertThat(driver.stat(BASE)).isEmpty();
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
    void aHundredAndTwentyEightLayersFitAndNoMore() {
        Optional<LayerId> parent = Optional.empty();
        for (int i = 0; i < 128; i++) {
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
    }

    private static GraphDriver open(FakeContext context) {
        return OverlayGraphDriver.open(Linux.kernel(), context);
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
