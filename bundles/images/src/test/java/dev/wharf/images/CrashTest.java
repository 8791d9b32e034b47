package dev.wharf.images;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.engine.api.image.ContainerLayers.Snapshot;
import dev.wharf.engine.api.image.Image;
import dev.wharf.engine.api.image.ImageArchive;
import dev.wharf.engine.api.image.ImageQuery;
import dev.wharf.images.content.Digest;
import dev.wharf.images.testing.FakeDrivers;
import dev.wharf.images.testing.FolderGraphDriver;
import dev.wharf.images.testing.Power;
import dev.wharf.images.testing.Tar;
import dev.wharf.spi.graph.SnapshotKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills the daemon at each step of an operation; after the next start everything must be whole or gone. */
class CrashTest {
    private static final String OTHER = "other";
    private static final String KEY = "c0ffee";
    private static final byte[] BASE = new Tar().file("etc/a", "aaa").bytes();
    private static final byte[] TOP = new Tar().file("etc/b", "bb").bytes();

    @TempDir
    private Path folder = Path.of("");

    /** A daemon that may die. */
    private static final class Mortal {
        private final RunningImages daemon;
        private final FolderGraphDriver other;
        private final Power power = new Power();

        Mortal(Path folder) {
            daemon = new RunningImages(folder);
            daemon.start(Optional.empty());
            other = daemon.fixture().secondDriver(OTHER);
            daemon.images().settle();
            other.powerBy(power);
            daemon.fixture().driver().powerBy(power);
            daemon.fixture().store().powerBy(power);
        }

        LocalImages images() {
            return daemon.images();
        }

        Snapshot container() {
            Snapshot container = daemon.container(images().inspect("x:1").id(), KEY);
            try {
                Path root = daemon.fixture()
                        .driver()
                        .writableFolder(new SnapshotKey(KEY))
                        .path();
                Files.writeString(root.resolve("etc/new"), "new");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return container;
        }
    }

    @Test
    void aLoadIsWholeOrGone() {
        everywhere(mortal -> {}, mortal -> mortal.daemon.loaded("one", "x:1", BASE, TOP));
    }

    @Test
    void aSecondLoadKeepsWhatTheFirstBrought() {
        everywhere(
                mortal -> mortal.daemon.loaded("one", "x:1", BASE),
                mortal -> mortal.daemon.loaded("two", "x:1", BASE, TOP));
    }

    @Test
    void anImportIsWholeOrGone() {
        everywhere(mortal -> {}, mortal -> mortal.daemon.imported("x:1", ""));
    }

    @Test
    void aCommitIsWholeOrGone() {
        everywhere(
                mortal -> {
                    mortal.daemon.loaded("one", "x:1", BASE);
                    mortal.container();
                },
                mortal -> mortal.images()
                        .commit(
                                new Snapshot(
                                        FakeDrivers.NAME,
                                        KEY,
                                        mortal.images().inspect("x:1").id()),
                                RunningImages.commit("y:1")));
    }

    @Test
    void aRemovalIsWholeOrDone() {
        everywhere(
                mortal -> {
                    String id = mortal.daemon.loaded("one", "x:1", BASE, TOP);
                    mortal.images().root(id);
                    mortal.daemon.fixture().drivers().makeDefault(OTHER);
                    mortal.images().root(id);
                },
                mortal -> mortal.images().remove("x:1", false, true));
    }

    @Test
    void aCarriedImageIsWholeOrGone() {
        everywhere(
                mortal -> {
                    mortal.daemon.loaded("one", "x:1", BASE, TOP);
                    mortal.daemon.fixture().drivers().makeDefault(OTHER);
                },
                mortal -> mortal.images().root(mortal.images().inspect("x:1").id()));
    }

    private void everywhere(Consumer<Mortal> before, Consumer<Mortal> operation) {
        int step = 1;
        while (diesAt(step, before, operation)) {
            step++;
        }
        assertThat(step).isGreaterThan(4);
    }

    private boolean diesAt(int step, Consumer<Mortal> before, Consumer<Mortal> operation) {
        var mortal = new Mortal(folder.resolve("step-" + step));
        before.accept(mortal);
        mortal.power.dieAt(step);
        try {
            operation.accept(mortal);
        } catch (Power.Killed ignored) {
            // As intended; nothing that was done about it had an effect.
        }
        boolean hasDied = mortal.power.revive();
        mortal.daemon.startAndSettle(Optional.empty());
        assertWhole(mortal);
        mortal.daemon.stop();
        return hasDied;
    }

    private static void assertWhole(Mortal mortal) {
        Set<String> chains = new TreeSet<>();
        for (Image image : mortal.images().list(new ImageQuery(true, "", Map.of()))) {
            chains.addAll(chains(image));
            assertThat(saved(mortal.images(), image.id())).isNotEmpty();
        }
        assertThat(layers(mortal.daemon.fixture().driver())).isEqualTo(chains);
        assertThat(layers(mortal.other)).isSubsetOf(chains);
        assertThat(layers(mortal.other).isEmpty() || layers(mortal.other).equals(chains))
                .isTrue();
        for (FolderGraphDriver driver : List.of(mortal.daemon.fixture().driver(), mortal.other)) {
            assertThat(driver.keys()).allMatch(KEY::equals);
        }
        List<String> recipes = new ArrayList<>();
        layers(mortal.daemon.fixture().driver()).forEach(layer -> recipes.add(FakeDrivers.NAME + '/' + layer));
        layers(mortal.other).forEach(layer -> recipes.add(OTHER + '/' + layer));
        assertThat(mortal.daemon.fixture().recipes()).containsExactlyInAnyOrderElementsOf(recipes);
        assertThat(mortal.daemon.fixture().store().size("image_layers")).isEqualTo(recipes.size());
        assertNothingIsSpooled(mortal.daemon.fixture().folder().resolve("data/tmp/images"));
    }

    private static Set<String> layers(FolderGraphDriver driver) {
        Set<String> layers = new TreeSet<>();
        driver.layers().forEach(layer -> layers.add(layer.replace("-init", "")));
        return layers;
    }

    private static Set<String> chains(Image image) {
        Set<String> chains = new TreeSet<>();
        Optional<Digest> below = Optional.empty();
        for (String layer : image.layers()) {
            Digest chain = Digest.chain(below, Digest.parse(layer).orElseThrow());
            chains.add(chain.hex());
            below = Optional.of(chain);
        }
        return chains;
    }

    private static byte[] saved(LocalImages images, String id) {
        var out = new ByteArrayOutputStream();
        try (ImageArchive archive = images.save(List.of(id))) {
            archive.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static void assertNothingIsSpooled(Path spool) {
        if (!Files.exists(spool)) {
            return;
        }
        try (Stream<Path> left = Files.list(spool)) {
            assertThat(left).isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
