package dev.wharf.graphdriver.vfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.linux.Flags;
import dev.wharf.linux.Kernel;
import dev.wharf.linux.Linux;
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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VfsGraphDriverTest {
    private static final SnapshotKey KEY = new SnapshotKey("key");
    private static final LayerId BASE = new LayerId("base");

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
    void aSnapshotIsACopyOfItsParent() throws IOException {
        layer(BASE, Optional.empty(), "f", "old");

        List<Mount> mounts = driver.prepare(KEY, Optional.of(BASE));
        Files.writeString(folder(KEY).resolve("f"), "new");

        assertThat(mounts).containsExactly(Mount.bind(folder(KEY)));
        assertThat(driver.mounts(KEY)).isEqualTo(mounts);
        assertThat(folder(BASE).resolve("f")).hasContent("old");
    }

    @Test
    void aViewShowsItsParentReadOnly() throws IOException {
        layer(BASE, Optional.empty(), "f", "x");

        List<Mount> mounts = driver.view(KEY, BASE);

        assertThat(mounts).containsExactly(Mount.bind(folder(BASE)).with("ro"));
        assertThat(driver.usage(KEY)).isEqualTo(new Usage(0, 0));
    }

    @Test
    void removalTakesTheFolderAway() throws IOException {
        layer(BASE, Optional.empty(), "f", "x");

        driver.remove(BASE);

        assertThat(state.resolve("snapshots")).isEmptyDirectory();
        assertThat(state.resolve("aside")).isEmptyDirectory();
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

    /** As when a client still copies from a container that is being removed. */
    @Test
    @Tag("privileged")
    void whatIsMountedOnIsDeletedLater() throws IOException {
        driver.prepare(KEY, Optional.empty());
        Path file = Files.writeString(folder(KEY).resolve("hosts"), "x");
        Kernel kernel = Linux.kernel();
        kernel.mounts().mount(file.toString(), file.toString(), "", Flags.MS_BIND, "");
        try {
            driver.remove(KEY);
            assertThat(state.resolve("aside")).isNotEmptyDirectory();
        } finally {
            kernel.mounts().unmount(mounted(file), Flags.MNT_DETACH);
        }

        driver.prepare(KEY, Optional.empty());
        driver.remove(KEY);

        assertThat(state.resolve("aside")).isEmptyDirectory();
    }

    /** Where something is mounted whose place has been moved. */
    private String mounted(Path file) throws IOException {
        return Files.readAllLines(Path.of("/proc/self/mountinfo")).stream()
                .map(line -> line.split(" ", -1)[4]) // proc(5)
                .filter(place -> place.startsWith(state.toString()) && place.endsWith("/" + file.getFileName()))
                .findFirst()
                .orElseThrow();
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
    void aKillInTheMiddleOfAPrepareLeavesNothing() throws IOException {
        layer(BASE, Optional.empty(), "f", "x");
        Path building = Files.createDirectories(state.resolve("aside/1"));
        Files.createSymbolicLink(building.resolve("parent"), Path.of("../committed-base"));
        Files.writeString(Files.createDirectory(building.resolve("root")).resolve("half"), "x");

        driver = open(new FakeContext(state));

        assertThat(state.resolve("aside")).isEmptyDirectory();
        assertThat(driver.list()).extracting(SnapshotInfo::ref).containsExactly(BASE);
    }

    @Test
    void aKillInTheMiddleOfARemovalLeavesNothing() throws IOException {
        layer(BASE, Optional.empty(), "f", "x");
        Files.move(state.resolve("snapshots/committed-base"), state.resolve("aside/1"));

        driver = open(new FakeContext(state));

        assertThat(driver.list()).isEmpty();
        assertThat(state.resolve("aside")).isEmptyDirectory();
    }

    @Test
    void theStatusTellsWhetherCopiesAreFree() {
        assertThat(driver.status()).extracting(NamedValue::name).containsExactly("Copies");
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
