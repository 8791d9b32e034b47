package dev.wharf.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.engine.api.EngineException.Internal;
import dev.wharf.engine.api.EngineException.Unavailable;
import dev.wharf.engine.api.image.Image;
import dev.wharf.engine.api.image.ImageQuery;
import dev.wharf.engine.api.image.ImageRoots.RootLayer;
import dev.wharf.images.content.Digest;
import dev.wharf.images.testing.FakeDrivers;
import dev.wharf.images.testing.FolderGraphDriver;
import dev.wharf.images.testing.Tar;
import dev.wharf.spi.graph.LayerId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CarryImageTest {
    private static final String OTHER = "other";
    private static final byte[] BASE = new Tar().file("etc/a", "aaa").bytes();
    private static final byte[] TOP = new Tar().file("etc/b", "bb").bytes();

    @TempDir
    private Path folder = Path.of("");

    private RunningImages daemon = new RunningImages(Path.of(""));
    private FolderGraphDriver other =
            new FolderGraphDriver(Path.of(""), dev.wharf.spi.graph.WritableFolder.Whiteouts.NONE);

    @BeforeEach
    void open() {
        daemon = new RunningImages(folder);
        daemon.start(Optional.empty());
        other = daemon.fixture().secondDriver(OTHER);
    }

    @AfterEach
    void stop() {
        daemon.stop();
    }

    @Test
    void aFirstUseUnderAnotherDefaultDriverBringsTheLayersThere() {
        String id = daemon.loaded("one", "x:1", BASE, TOP);
        List<String> before = daemon.fixture().driver().layers();
        daemon.fixture().drivers().makeDefault(OTHER);

        RootLayer root = daemon.images().root(id);
        daemon.images().root(id);

        assertThat(root.graphDriver()).isEqualTo(OTHER);
        assertThat(other.layers()).containsAll(before).contains(root.layerId()).hasSize(3);
        assertThat(other.writableFolder(new LayerId(root.layerId())).path().resolve("etc/b"))
                .hasContent("bb");
        assertThat(daemon.fixture().rebuilding().count()).isEqualTo(2);
        assertThat(daemon.fixture().recipes()).hasSize(4);
    }

    @Test
    void anImageIsShownWhereTheDefaultDriverHasIt() {
        String id = daemon.loaded("one", "x:1", BASE);
        assertThat(daemon.images().inspect(id).graphDriver()).isEqualTo(FakeDrivers.NAME);

        daemon.fixture().drivers().makeDefault(OTHER);
        assertThat(daemon.images().inspect(id).graphDriver()).isEqualTo(FakeDrivers.NAME);
        daemon.images().root(id);

        Image image = daemon.images().inspect(id);
        assertThat(image.graphDriver()).isEqualTo(OTHER);
        assertThat(image.graphDetails().orElseThrow().get("Folder")).contains(OTHER);
    }

    @Test
    void ofManyFirstUsesOneCarries() throws Exception {
        String id = daemon.loaded("one", "x:1", BASE, TOP);
        daemon.fixture().drivers().makeDefault(OTHER);
        ExecutorService executor = Executors.newFixedThreadPool(4);
        try {
            List<Future<RootLayer>> roots = new ArrayList<>();
            for (int index = 0; index < 4; index++) {
                Callable<RootLayer> use = () -> daemon.images().root(id);
                roots.add(executor.submit(use));
            }
            for (Future<RootLayer> root : roots) {
                assertThat(root.get(20, TimeUnit.SECONDS).graphDriver()).isEqualTo(OTHER);
            }
        } finally {
            executor.shutdownNow();
        }

        assertThat(daemon.fixture().rebuilding().count()).isEqualTo(2);
        assertThat(other.commits()).isEqualTo(3);
        assertThat(other.keys()).isEmpty();
    }

    @Test
    void imagesOfADriverThatIsAwayAreListedAndTellWhatIsMissing() {
        String id = daemon.loaded("one", "x:1", BASE);
        daemon.fixture().drivers().makeDefault(OTHER);
        daemon.fixture().drivers().leave();

        assertThat(daemon.images().list(new ImageQuery(false, "", Map.of()))).hasSize(1);
        assertThat(daemon.images().inspect(id).graphDriver()).isEqualTo(FakeDrivers.NAME);
        assertThat(daemon.images().inspect(id).graphDetails()).isEmpty();
        assertThatThrownBy(() -> daemon.images().root(id))
                .isInstanceOf(Unavailable.class)
                .hasMessageContaining(FakeDrivers.NAME);
        assertNothingIsInTheOther();
    }

    @Test
    void aCopyServesWhenTheDriverOfTheImageIsAway() {
        String id = daemon.loaded("one", "x:1", BASE);
        daemon.fixture().drivers().makeDefault(OTHER);
        daemon.images().root(id);

        daemon.fixture().drivers().leave();

        assertThat(daemon.images().root(id).graphDriver()).isEqualTo(OTHER);
        assertThat(daemon.images().inspect(id).graphDriver()).isEqualTo(OTHER);
        assertThat(daemon.images().save(List.of("x:1"))).satisfies(archive -> archive.close());
    }

    @Test
    void aBrokenLayerIsNotCarriedAndLeavesNothing() throws IOException {
        String id = daemon.loaded("one", "x:1", BASE, TOP);
        daemon.fixture().drivers().makeDefault(OTHER);
        Path recipe = daemon.fixture().recipeFolder().resolve(FakeDrivers.NAME).resolve(chain().hex());

        Files.write(recipe, BASE);
        assertThatThrownBy(() -> daemon.images().root(id))
                .isInstanceOf(Internal.class)
                .hasMessageContainingAll(id, "is not what it was");
        assertNothingIsInTheOther();
        Files.delete(recipe);
        assertThatThrownBy(() -> daemon.images().root(id))
                .isInstanceOf(Internal.class)
                .hasMessageContaining("recipe is missing");
        assertNothingIsInTheOther();
    }

    @Test
    void aRemovalRemovesAllCopies() {
        String id = daemon.loaded("one", "x:1", BASE, TOP);
        daemon.fixture().drivers().makeDefault(OTHER);
        daemon.images().root(id);

        daemon.images().remove("x:1", false, true);

        daemon.assertNothingIsLeft();
        assertNothingIsInTheOther();
    }

    @Test
    void copiesInADriverThatIsAwayAreRemovedWhenItReturns() {
        String id = daemon.loaded("one", "x:1", BASE, TOP);
        daemon.fixture().drivers().makeDefault(OTHER);
        daemon.images().root(id);
        daemon.fixture().drivers().leave();
        daemon.images().remove("x:1", false, true);
        assertNothingIsInTheOther();
        assertThat(daemon.fixture().driver().layers()).isNotEmpty();

        daemon.fixture().drivers().arrive();
        daemon.images().settle();

        daemon.assertNothingIsLeft();
    }

    @Test
    void aLayerThatTwoImagesShareIsCarriedOnce() {
        String one = daemon.loaded("one", "x:1", BASE);
        String two = daemon.loaded("two", "x:2", BASE, TOP);
        daemon.fixture().drivers().makeDefault(OTHER);

        daemon.images().root(one);
        daemon.images().root(two);
        daemon.images().remove("x:2", false, true);

        assertThat(daemon.fixture().rebuilding().count()).isEqualTo(2);
        assertThat(other.layers())
                .containsExactly(Digest.of(BASE).hex(), Digest.of(BASE).hex() + "-init");
    }

    @Test
    void whatIsCarriedSurvivesARestart() {
        String id = daemon.loaded("one", "x:1", BASE, TOP);
        daemon.fixture().drivers().makeDefault(OTHER);
        daemon.images().root(id);
        List<String> layers = other.layers();

        daemon.startAndSettle(Optional.empty());

        assertThat(other.layers()).isEqualTo(layers);
        assertThat(daemon.images().root(id).graphDriver()).isEqualTo(OTHER);
        assertThat(daemon.fixture().rebuilding().count()).isEqualTo(2);
    }

    private void assertNothingIsInTheOther() {
        assertThat(other.layers()).isEmpty();
        assertThat(other.keys()).isEmpty();
        assertThat(daemon.fixture().recipes()).noneMatch(recipe -> recipe.startsWith(OTHER + '/'));
    }

    private static Digest chain() {
        return Digest.chain(Optional.of(Digest.of(BASE)), Digest.of(TOP));
    }
}
