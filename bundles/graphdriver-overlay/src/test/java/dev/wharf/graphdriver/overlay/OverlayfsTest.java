package dev.wharf.graphdriver.overlay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.linux.Linux;
import dev.wharf.spi.Mount;
import dev.wharf.spi.NamedValue;
import dev.wharf.spi.Usage;
import dev.wharf.spi.graph.GraphDriver;
import dev.wharf.spi.graph.LayerId;
import dev.wharf.spi.graph.SnapshotKey;
import dev.wharf.spi.testkit.FakeContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OverlayfsTest {
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

    /** An older release must find it so, and so must a newer one. */
    @Test
    void snapshotsLieOnDiskAsEver() {
        layer(BASE, Optional.empty());
        driver.prepare(KEY, Optional.of(BASE));
        driver.view(new SnapshotKey("view"), BASE);

        assertThat(paths())
                .containsExactly(
                        "diff",
                        "diff/0.0",
                        "diff/1.0",
                        "diff/2.1",
                        "format",
                        "names",
                        "names/key-key -> ../diff/2.1",
                        "names/key-view -> ../view/3.1",
                        "names/layer-base -> ../diff/1.0",
                        "work",
                        "work/2.1");
        assertThat(state.resolve("format")).hasContent("1\n");
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
        return Overlayfs.open(Linux.kernel(), context);
    }

    private void layer(LayerId layer, Optional<LayerId> parent) {
        var key = new SnapshotKey("for-" + layer);
        driver.prepare(key, parent);
        driver.commit(layer, key);
    }

    private List<String> paths() {
        try (Stream<Path> files = Files.walk(state)) {
            return files.skip(1).map(this::path).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String path(Path file) {
        String name = state.relativize(file).toString();
        try {
            return Files.isSymbolicLink(file) ? name + " -> " + Files.readSymbolicLink(file) : name;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
