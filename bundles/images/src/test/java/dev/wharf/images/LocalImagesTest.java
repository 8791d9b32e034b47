package dev.wharf.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.engine.api.EngineException.Conflict;
import dev.wharf.engine.api.EngineException.Internal;
import dev.wharf.engine.api.EngineException.InvalidArgument;
import dev.wharf.engine.api.EngineException.NotFound;
import dev.wharf.engine.api.EngineException.Unavailable;
import dev.wharf.engine.api.event.Event;
import dev.wharf.engine.api.image.Image;
import dev.wharf.engine.api.image.ImageQuery;
import dev.wharf.engine.api.image.ImageRoots.RootLayer;
import dev.wharf.images.content.Digest;
import dev.wharf.images.testing.FakeDrivers;
import dev.wharf.spi.graph.LayerId;
import dev.wharf.store.Durability;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalImagesTest {
    @TempDir
    private Path folder = Path.of("");

    private RunningImages daemon = new RunningImages(Path.of(""));

    @BeforeEach
    void open() {
        daemon = new RunningImages(folder);
        daemon.start(Optional.empty());
    }

    @AfterEach
    void stop() {
        daemon.stop();
    }

    @Test
    void anImportedTarIsAnImageOfOneLayer() {
        String id = daemon.imported("golden/imported:i1", "msg", "ENV I=1");

        Image image = daemon.images().inspect("golden/imported:i1");
        assertThat(image.id()).isEqualTo(id);
        assertThat(image.comment()).isEqualTo("msg");
        assertThat(image.created()).isEqualTo(RunningImages.NOW);
        assertThat(image.config().env()).containsExactly("I=1");
        assertThat(image.dockerVersion()).isEqualTo("1.9.1+wharf-0.1.0");
        assertThat(image.layers()).containsExactly(Digest.of(RunningImages.ROOT).toString());
        assertThat(image.size()).isEqualTo(3);
        assertThat(image.virtualSize()).isEqualTo(3);
        assertThat(image.tags()).containsExactly("golden/imported:i1");
        assertThat(image.parent()).isEmpty();
        assertThat(image.graphDriver()).isEqualTo(FakeDrivers.NAME);
        assertThat(image.graphDetails().orElseThrow()).containsKey("Folder");
    }

    @Test
    void theCommentOfAnImportNamesItsSource() {
        daemon.imported("busybox", "");

        assertThat(daemon.images().inspect("busybox:latest").comment()).isEqualTo("Imported from -");
        assertThat(daemon.images().history("busybox"))
                .singleElement()
                .extracting(step -> step.comment())
                .isEqualTo("Imported from -");
    }

    @Test
    void anImportIsToldAfterItsTag() {
        String id = daemon.imported("busybox", "");

        assertThat(daemon.fixture().events().told()).containsExactly("tag busybox:latest", "import " + id);
        assertThat(daemon.fixture().events().events()).extracting(Event::id).containsOnly(id);
    }

    @Test
    void aBadImportLeavesNothing() {
        assertThatThrownBy(() -> daemon.imported("Bad", ""))
                .isInstanceOf(InvalidArgument.class)
                .hasMessage("invalid reference format: repository name must be lowercase");
        assertThatThrownBy(() -> daemon.imported("a@" + Digest.of(RunningImages.ROOT), ""))
                .isInstanceOf(InvalidArgument.class);
        assertThatThrownBy(() -> daemon.imported("a", "", "RUN x")).isInstanceOf(InvalidArgument.class);
        assertThatThrownBy(() -> daemon.images()
                        .importTar(RunningImages.request("a", ""), RunningImages.stream("no tar"), progress -> {}))
                .isInstanceOf(InvalidArgument.class);

        daemon.assertNothingIsLeft();
    }

    @Test
    void aFullStoreLeavesNothing() {
        daemon.fixture().store().fill();

        assertThatThrownBy(() -> daemon.imported("a", "")).isInstanceOf(Internal.class);

        daemon.assertNothingIsLeft();
    }

    @Test
    void imagesAndNamesSurviveARestart() {
        String id = daemon.imported("busybox", "");
        daemon.images().tag("busybox", "golden/one", "t1", false);

        daemon.start(Optional.empty());

        assertThat(daemon.images().inspect(id).tags()).containsExactly("busybox:latest", "golden/one:t1");
        assertThat(daemon.images().count()).isEqualTo(1);
    }

    @Test
    void whatClientsSeeSurvivesAPowerLoss() {
        daemon.imported("busybox", "");
        daemon.images().tag("busybox", "x", "", false);

        assertThat(daemon.fixture().store().transactions())
                .filteredOn(Durability.POWER_LOSS::equals)
                .hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    void aNameIsGivenAgainButNotTakenFromAnotherImage() {
        daemon.imported("busybox", "");
        String other = daemon.imported("other", "another");

        daemon.images().tag("busybox", "golden/one", "t1", false);
        daemon.images().tag("busybox", "golden/one", "t1", false);

        assertThatThrownBy(() -> daemon.images().tag("other", "golden/one", "t1", false))
                .isInstanceOf(Conflict.class)
                .hasMessageStartingWith("Conflict: Tag golden/one:t1 is already set to image ")
                .hasMessageEndingWith(", if you want to replace it, please use -f option");
        daemon.images().tag("other", "golden/one", "t1", true);
        assertThat(daemon.images().inspect("golden/one:t1").id()).isEqualTo(other);
    }

    @Test
    void badNamesAreRefused() {
        daemon.imported("busybox", "");

        assertThatThrownBy(() -> daemon.images().tag("nosuch", "golden/one", "", false))
                .isInstanceOf(NotFound.class)
                .hasMessage("No such image: nosuch:latest");
        assertThatThrownBy(() -> daemon.images().tag("busybox", "Bad/NAME", "", false))
                .isInstanceOf(InvalidArgument.class);
        assertThatThrownBy(() -> daemon.images().tag("busybox", "golden/one", "-x", false))
                .isInstanceOf(InvalidArgument.class);
        assertThatThrownBy(() -> daemon.images().tag("busybox", "sha256", "", false))
                .isInstanceOf(InvalidArgument.class);
        assertThatThrownBy(() -> daemon.images().tag("busybox", "a@" + Digest.of(RunningImages.ROOT), "", false))
                .isInstanceOf(InvalidArgument.class);
    }

    @Test
    void theTagMayBePartOfTheRepository() {
        daemon.imported("busybox", "");

        daemon.images().tag("busybox", "one:a", "", false);
        daemon.images().tag("busybox", "two:a", "b", false);

        assertThat(daemon.images().inspect("busybox").tags()).containsExactly("busybox:latest", "one:a", "two:b");
    }

    @Test
    void aRootHasTheImageAndTheMountPoints() {
        String id = daemon.imported("busybox", "");

        RootLayer root = daemon.images().root(id);

        assertThat(root).isEqualTo(daemon.images().root(id));
        assertThat(root.graphDriver()).isEqualTo(FakeDrivers.NAME);
        Path tree = daemon.fixture()
                .driver()
                .writableFolder(new LayerId(root.layerId()))
                .path();
        assertThat(tree.resolve("etc/a")).hasContent("aaa");
        assertThat(tree.resolve("proc")).isEmptyDirectory();
    }

    @Test
    void listsWorkWhileTheDriverIsAway() {
        String id = daemon.imported("busybox", "");
        daemon.fixture().drivers().leave();

        assertThat(daemon.images().list(new ImageQuery(false, "", Map.of())))
                .singleElement()
                .satisfies(image -> assertThat(image.graphDetails()).isEmpty());
        assertThatThrownBy(() -> daemon.images().root(id)).isInstanceOf(Unavailable.class);
        assertThatThrownBy(() -> daemon.imported("x", "y")).isInstanceOf(Unavailable.class);
    }
}
