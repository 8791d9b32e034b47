package dev.wharf.snapshots;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.linux.Errno;
import dev.wharf.linux.LinuxException;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.graph.LayerId;
import dev.wharf.spi.graph.SnapshotInfo;
import dev.wharf.spi.graph.SnapshotKey;
import dev.wharf.spi.testkit.FakeContext;
import dev.wharf.spi.testkit.RecordingKernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** A SIGKILL at any instant, and a disk that fails. */
class CrashTest extends OpenDriver {
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
        driver = UnionGraphDriver.open(
                RecordingKernel.of(calls, each -> {}), new FakeContext(state), PlainUnion.WITH_ALL);
        driver.prepare(KEY, Optional.empty());
        calls.clear();

        driver.commit(BASE, KEY);

        assertThat(calls.stream().filter(List.of("syncFileSystem", "rename", "sync")::contains))
                .containsExactly("syncFileSystem", "rename", "sync");
    }

    @Test
    void aSnapshotThatCannotBeWrittenToDiskIsNotCommitted() {
        driver = UnionGraphDriver.open(
                RecordingKernel.of(new ArrayList<>(), call -> {
                    if (call.equals("syncFileSystem")) {
                        throw new LinuxException(Errno.EIO, "syncfs");
                    }
                }),
                new FakeContext(state),
                PlainUnion.WITH_ALL);
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
}
