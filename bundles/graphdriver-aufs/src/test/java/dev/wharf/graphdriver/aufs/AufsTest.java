package dev.wharf.graphdriver.aufs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.linux.Linux;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.Mount;
import dev.wharf.spi.NamedValue;
import dev.wharf.spi.Usage;
import dev.wharf.spi.graph.GraphDriver;
import dev.wharf.spi.graph.LayerId;
import dev.wharf.spi.graph.SnapshotKey;
import dev.wharf.spi.graph.SnapshotRef;
import dev.wharf.spi.testkit.FakeContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AufsTest {
    private static final SnapshotKey KEY = new SnapshotKey("key");
    private static final LayerId BASE = new LayerId("base");
    private static final LayerId TOP = new LayerId("top");

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
    void anActiveSnapshotIsMountedOnItsLayers() {
        layer(BASE, Optional.empty());
        layer(TOP, Optional.of(BASE));

        List<Mount> mounts = driver.prepare(KEY, Optional.of(TOP));

        assertThat(mounts).singleElement().satisfies(mount -> {
            assertThat(mount.type()).isEqualTo("aufs");
            assertThat(mount.base()).contains(state);
            assertThat(mount.options()).contains("br:diff/3.2=rw:diff/2.1=ro+wh:diff/1.0=ro+wh");
        });
        assertThat(driver.mounts(KEY)).isEqualTo(mounts);
    }

    @Test
    void aSnapshotWithoutParentLiesOnNothing() {
        List<Mount> mounts = driver.prepare(KEY, Optional.empty());

        assertThat(mounts.get(0).options()).contains("br:diff/1.0=rw");
    }

    @Test
    void aViewHasNothingToWriteTo() {
        layer(BASE, Optional.empty());

        List<Mount> mounts = driver.view(KEY, BASE);

        assertThat(mounts.get(0).options()).contains("ro", "br:diff/1.0=ro+wh");
        assertThat(driver.usage(KEY)).isEqualTo(new Usage(0, 0));
    }

    @Test
    void commitTakesAwayWhatAufsLeftInTheBranch() throws IOException {
        driver.prepare(KEY, Optional.empty());
        Path folder = folder(KEY);
        Files.createFile(folder.resolve(".wh..wh.aufs"));
        Files.createDirectory(folder.resolve(".wh..wh.orph"));
        Files.createDirectory(folder.resolve(".wh..wh.plnk"));
        Files.writeString(folder.resolve(".wh..wh.plnk/1.2"), "x");
        Files.createLink(folder.resolve(".wh.f"), folder.resolve(".wh..wh.aufs"));
        Files.createFile(folder.resolve(".wh..wh..opq"));

        driver.commit(BASE, KEY);

        assertThat(folder.toFile().list()).containsExactlyInAnyOrder(".wh.f", ".wh..wh..opq");
    }

    @Test
    void aHundredAndTwentySixLayersFitAndNoMore() {
        Optional<LayerId> parent = layers(126);

        List<Mount> mounts = driver.prepare(KEY, parent);

        assertThat(mounts).hasSize(2);
        assertThat(mounts.get(1).options().get(0)).isEqualTo("remount");
        driver.commit(TOP, KEY);
        assertFails(DriverException.Kind.EXHAUSTED, () -> driver.prepare(KEY, Optional.of(TOP)));
        assertThat(driver.stat(KEY)).isEmpty();
        assertThat(driver.view(KEY, TOP)).hasSize(2);
    }

    @Test
    void usageLeavesOutWhatAufsKeepsForItself() throws IOException {
        driver.prepare(KEY, Optional.empty());
        Path folder = folder(KEY);
        Files.createDirectories(folder.resolve(".wh..wh.plnk/deeper"));
        Files.writeString(folder.resolve(".wh..wh.plnk/deeper/1.2"), "12345");
        Files.createFile(folder.resolve(".wh..wh.aufs"));
        Files.createFile(folder.resolve(".wh.f"));

        assertThat(driver.usage(KEY)).isEqualTo(new Usage(0, 1));
    }

    @Test
    void statusAndDetailsAreThoseOfDocker() {
        layer(BASE, Optional.empty());
        driver.prepare(KEY, Optional.of(BASE));
        driver.view(new SnapshotKey("view"), BASE);

        assertThat(driver.status())
                .extracting(NamedValue::name)
                .containsExactly("Root Dir", "Backing Filesystem", "Dirs", "Dirperm1 Supported");
        assertThat(driver.status()).contains(new NamedValue("Root Dir", state.toString()), new NamedValue("Dirs", "2"));
        assertThat(driver.details(KEY)).isEmpty();
    }

    private static GraphDriver open(FakeContext context) {
        return Aufs.open(Linux.kernel(), context, NO_AUFS);
    }

    private Optional<LayerId> layers(int count) {
        Optional<LayerId> parent = Optional.empty();
        for (int i = 0; i < count; i++) {
            LayerId layer = new LayerId("layer" + i);
            layer(layer, parent);
            parent = Optional.of(layer);
        }
        return parent;
    }

    private void layer(LayerId layer, Optional<LayerId> parent) {
        var key = new SnapshotKey("for-" + layer);
        driver.prepare(key, parent);
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
