package dev.wharf.snapshots;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.linux.Linux;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.Mount;
import dev.wharf.spi.NamedValue;
import dev.wharf.spi.Usage;
import dev.wharf.spi.graph.GraphDriver;
import dev.wharf.spi.graph.LayerId;
import dev.wharf.spi.graph.SnapshotKey;
import dev.wharf.spi.testkit.FakeContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UnionGraphDriverTest extends OpenDriver {
    private static final LayerId TOP = new LayerId("top");

    @Test
    void aMountIsDescribedByTheUnionWithAllLayers() {
        layer(BASE, Optional.empty());
        layer(TOP, Optional.of(BASE));

        List<Mount> mounts = driver.prepare(KEY, Optional.of(TOP));

        assertThat(mounts.get(0).options()).containsExactly("3.2:2.1:1.0");
        assertThat(driver.mounts(KEY)).isEqualTo(mounts);
        assertThat(driver.details(KEY)).containsExactly(new NamedValue("Lowers", "2"));
        assertThat(driver.status()).containsExactly(new NamedValue("Snapshots", "3"));
    }

    @Test
    void whatTheUnionFindsTooDeepIsNotMade() {
        Optional<LayerId> parent = Optional.empty();
        for (int i = 0; i < 4; i++) {
            LayerId layer = new LayerId("layer" + i);
            layer(layer, parent);
            parent = Optional.of(layer);
        }
        Optional<LayerId> deepest = parent;

        assertFails(DriverException.Kind.EXHAUSTED, () -> driver.prepare(KEY, deepest));

        assertThat(driver.stat(KEY)).isEmpty();
    }

    @Test
    void aUnionThatWantsNothingGetsTheChangesAlone() throws IOException {
        Path other = Files.createDirectory(state.resolve("other"));
        try (GraphDriver bare =
                UnionGraphDriver.open(Linux.kernel(), new FakeContext(other), PlainUnion.WITH_NOTHING)) {
            bare.prepare(KEY, Optional.empty());
        }

        assertThat(other.toFile().list()).containsExactlyInAnyOrder("format", "names", "diff");
        assertThat(other.resolve("diff").toFile().list()).containsExactly("1.0");
    }

    @Test
    void ownNamesOfTheUnionCountNothingAndGoWithTheCommit() throws IOException {
        driver.prepare(KEY, Optional.empty());
        Path folder = folder(KEY);
        Files.createDirectories(folder.resolve(".own/deeper"));
        Files.writeString(folder.resolve(".own/deeper/f"), "12345");
        Files.createDirectories(folder.resolve("a/.own"));

        assertThat(driver.usage(KEY)).isEqualTo(new Usage(0, 2));
        driver.commit(BASE, KEY);

        assertThat(folder.resolve(".own")).doesNotExist();
        assertThat(folder.resolve("a/.own")).isDirectory();
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
                .containsExactly("4.1:1.0");
    }

    @Test
    void theFormatOfALaterReleaseIsRefused() throws IOException {
        driver.close();
        Files.writeString(state.resolve("format"), "2");

        assertFails(DriverException.Kind.UNSUPPORTED, () -> open(new FakeContext(state)));
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
}
