package dev.wharf.graphdriver.aufs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.linux.Errno;
import dev.wharf.linux.Linux;
import dev.wharf.linux.LinuxException;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.graph.GraphDriver;
import dev.wharf.spi.graph.LayerId;
import dev.wharf.spi.graph.SnapshotInfo;
import dev.wharf.spi.graph.SnapshotKey;
import dev.wharf.spi.graph.SnapshotRef;
import dev.wharf.spi.testkit.FakeContext;
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

/** A SIGKILL at any instant, and a disk that fails. */
class AufsCrashTest {
    private static final SnapshotKey KEY = new SnapshotKey("key");
    private static final LayerId BASE = new LayerId("base");

    /** No mount is made here; how many branches one may have is the default. */
    private static final AufsKernel NO_AUFS = new AufsKernel(Path.of("/nonexistent"), Path.of("/nonexistent"));

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
    void whatACrashLeftIsDeleted() throws IOException {
        driver.prepare(KEY, Optional.empty());
        Files.createDirectories(state.resolve("diff/7.1/a/b"));
        Files.writeString(state.resolve("diff/7.1/a/f"), "x");

        driver.close();
        driver = open(new FakeContext(state));

        assertThat(numbers()).containsExactly("1.0");
        driver.prepare(new SnapshotKey("next"), Optional.empty());
        assertThat(numbers()).containsExactly("1.0", "8.0");
    }

    @Test
    void aKillBetweenTheFoldersAndTheNameLeavesNothing() throws IOException {
        layer(BASE, Optional.empty());
        Files.createDirectory(state.resolve("diff/2.1"));

        driver = open(new FakeContext(state));

        assertThat(driver.list()).extracting(SnapshotInfo::ref).containsExactly(BASE);
        assertThat(numbers()).containsExactly("1.0");
    }

    @Test
    void aKillInTheMiddleOfACommitLeavesTheLayerWhole() throws IOException {
        driver.prepare(KEY, Optional.empty());
        Files.writeString(folder(KEY).resolve("f"), "content");
        Files.move(state.resolve("names/key-key"), state.resolve("names/layer-base"));

        driver = open(new FakeContext(state));

        assertThat(driver.list()).extracting(SnapshotInfo::ref).containsExactly(BASE);
        assertThat(folder(BASE).resolve("f")).hasContent("content");
    }

    @Test
    void aKillInTheMiddleOfARemovalLeavesNothing() throws IOException {
        driver.prepare(KEY, Optional.empty());
        Files.delete(state.resolve("names/key-key"));

        driver = open(new FakeContext(state));

        assertThat(driver.list()).isEmpty();
        assertThat(numbers()).isEmpty();
    }

    @Test
    void contentIsOnDiskBeforeTheLayerHasItsName() {
        List<String> calls = new ArrayList<>();
        driver = AufsGraphDriver.open(RecordingKernel.of(calls, each -> {}), new FakeContext(state), NO_AUFS);
        driver.prepare(KEY, Optional.empty());
        calls.clear();

        driver.commit(BASE, KEY);

        assertThat(calls.stream().filter(List.of("syncFileSystem", "rename", "sync")::contains))
                .containsExactly("syncFileSystem", "rename", "sync");
    }

    @Test
    void aSnapshotThatCannotBeWrittenToDiskIsNotCommitted() {
        driver = AufsGraphDriver.open(
                RecordingKernel.of(new ArrayList<>(), call -> {
                    if (call.equals("syncFileSystem")) {
                        throw new LinuxException(Errno.EIO, "syncfs");
                    }
                }),
                new FakeContext(state),
                NO_AUFS);
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
        assertThat(numbers()).containsExactly("1.0");
        driver.close();
        driver = open(new FakeContext(state));
        assertThat(numbers()).isEmpty();
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

    private static GraphDriver open(FakeContext context) {
        return AufsGraphDriver.open(Linux.kernel(), context, NO_AUFS);
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
