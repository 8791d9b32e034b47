package dev.wharf.images;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.engine.api.DaemonSettings;
import dev.wharf.engine.api.EngineException.Conflict;
import dev.wharf.engine.api.EngineException.Internal;
import dev.wharf.engine.api.EngineException.InvalidArgument;
import dev.wharf.engine.api.EngineException.NotFound;
import dev.wharf.engine.api.EngineException.Unavailable;
import dev.wharf.engine.api.event.Event;
import dev.wharf.engine.api.image.Image;
import dev.wharf.engine.api.image.ImageQuery;
import dev.wharf.engine.api.image.ImageRoots.RootLayer;
import dev.wharf.engine.api.image.ImportRequest;
import dev.wharf.engine.api.image.Removal;
import dev.wharf.images.content.Digest;
import dev.wharf.images.testing.Configs;
import dev.wharf.images.testing.Fixture;
import dev.wharf.images.testing.OneDriver;
import dev.wharf.images.testing.Tar;
import dev.wharf.linux.Linux;
import dev.wharf.spi.graph.LayerId;
import dev.wharf.spi.graph.SnapshotKey;
import dev.wharf.store.Durability;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalImagesTest {
    private static final Instant NOW = Instant.parse("2015-11-03T17:00:00.123456789Z");
    private static final byte[] ROOT =
            new Tar().folder("etc").file("etc/a", "aaa").bytes();

    @TempDir
    private Path folder = Path.of("");

    private Fixture fixture = Fixture.in(Path.of(""));
    private Optional<LocalImages> running = Optional.empty();

    @BeforeEach
    void open() {
        fixture = Fixture.in(folder);
        start();
    }

    @AfterEach
    void stop() {
        running.ifPresent(LocalImages::close);
    }

    @Test
    void anImportedTarIsAnImageOfOneLayer() {
        String id = imported("golden/imported:i1", "msg", "ENV I=1");

        Image image = images().inspect("golden/imported:i1");
        assertThat(image.id()).isEqualTo(id);
        assertThat(image.comment()).isEqualTo("msg");
        assertThat(image.created()).isEqualTo(NOW);
        assertThat(image.config().env()).containsExactly("I=1");
        assertThat(image.dockerVersion()).isEqualTo("1.9.1+wharf-0.1.0");
        assertThat(image.layers()).containsExactly(Digest.of(ROOT).toString());
        assertThat(image.size()).isEqualTo(3);
        assertThat(image.virtualSize()).isEqualTo(3);
        assertThat(image.tags()).containsExactly("golden/imported:i1");
        assertThat(image.parent()).isEmpty();
        assertThat(image.graphDriver()).isEqualTo(OneDriver.NAME);
        assertThat(image.graphDetails().orElseThrow()).containsKey("Folder");
    }

    @Test
    void theCommentOfAnImportNamesItsSource() {
        imported("busybox", "");

        assertThat(images().inspect("busybox:latest").comment()).isEqualTo("Imported from -");
        assertThat(images().history("busybox"))
                .singleElement()
                .extracting(step -> step.comment())
                .isEqualTo("Imported from -");
    }

    @Test
    void anImportIsToldAfterItsTag() {
        String id = imported("busybox", "");

        assertThat(fixture.events().told()).containsExactly("tag busybox:latest", "import " + id);
        assertThat(fixture.events().events()).extracting(Event::id).containsOnly(id);
    }

    @Test
    void aBadImportLeavesNothing() {
        assertThatThrownBy(() -> imported("Bad", ""))
                .isInstanceOf(InvalidArgument.class)
                .hasMessage("invalid reference format: repository name must be lowercase");
        assertThatThrownBy(() -> imported("a@" + Digest.of(ROOT), "")).isInstanceOf(InvalidArgument.class);
        assertThatThrownBy(() -> imported("a", "", "RUN x")).isInstanceOf(InvalidArgument.class);
        assertThatThrownBy(() -> images().importTar(request("a", ""), stream("no tar"), progress -> {}))
                .isInstanceOf(InvalidArgument.class);

        assertNothingIsLeft();
    }

    @Test
    void aFullStoreLeavesNothing() {
        fixture.store().fill();

        assertThatThrownBy(() -> imported("a", "")).isInstanceOf(Internal.class);

        assertNothingIsLeft();
    }

    @Test
    void imagesAndNamesSurviveARestart() {
        String id = imported("busybox", "");
        images().tag("busybox", "golden/one", "t1", false);

        start();

        assertThat(images().inspect(id).tags()).containsExactly("busybox:latest", "golden/one:t1");
        assertThat(images().count()).isEqualTo(1);
    }

    @Test
    void whatClientsSeeSurvivesAPowerLoss() {
        imported("busybox", "");
        images().tag("busybox", "x", "", false);

        assertThat(fixture.store().transactions())
                .filteredOn(Durability.POWER_LOSS::equals)
                .hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    void aNameIsGivenAgainButNotTakenFromAnotherImage() {
        imported("busybox", "");
        String other = imported("other", "another");

        images().tag("busybox", "golden/one", "t1", false);
        images().tag("busybox", "golden/one", "t1", false);

        assertThatThrownBy(() -> images().tag("other", "golden/one", "t1", false))
                .isInstanceOf(Conflict.class)
                .hasMessageStartingWith("Conflict: Tag golden/one:t1 is already set to image ")
                .hasMessageEndingWith(", if you want to replace it, please use -f option");
        images().tag("other", "golden/one", "t1", true);
        assertThat(images().inspect("golden/one:t1").id()).isEqualTo(other);
    }

    @Test
    void badNamesAreRefused() {
        imported("busybox", "");

        assertThatThrownBy(() -> images().tag("nosuch", "golden/one", "", false))
                .isInstanceOf(NotFound.class)
                .hasMessage("No such image: nosuch:latest");
        assertThatThrownBy(() -> images().tag("busybox", "Bad/NAME", "", false)).isInstanceOf(InvalidArgument.class);
        assertThatThrownBy(() -> images().tag("busybox", "golden/one", "-x", false))
                .isInstanceOf(InvalidArgument.class);
        assertThatThrownBy(() -> images().tag("busybox", "sha256", "", false)).isInstanceOf(InvalidArgument.class);
        assertThatThrownBy(() -> images().tag("busybox", "a@" + Digest.of(ROOT), "", false))
                .isInstanceOf(InvalidArgument.class);
    }

    @Test
    void theTagMayBePartOfTheRepository() {
        imported("busybox", "");

        images().tag("busybox", "one:a", "", false);
        images().tag("busybox", "two:a", "b", false);

        assertThat(images().inspect("busybox").tags()).containsExactly("busybox:latest", "one:a", "two:b");
    }

    @Test
    void aRemovedImageLeavesNothing() {
        String id = imported("busybox", "");
        images().root(id);

        List<Removal> steps = images().remove("busybox", false, true);

        assertThat(steps).containsExactly(new Removal.Untagged("busybox:latest", id), new Removal.Deleted(id));
        assertThat(fixture.events().told()).endsWith("untag " + id, "delete " + id);
        assertNothingIsLeft();
        assertThatThrownBy(() -> images().inspect("busybox")).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> images().root(id)).isInstanceOf(NotFound.class);
    }

    @Test
    void aRefusedRemovalChangesNothing() {
        String id = imported("busybox", "");
        images().tag("busybox", "x", "", false);

        assertThatThrownBy(() -> images().remove(id, false, true)).isInstanceOf(Conflict.class);

        assertThat(images().inspect(id).tags()).hasSize(2);
        assertThat(fixture.driver().layers()).hasSize(1);
    }

    @Test
    void anImageGoesWhileItsContainerKeepsTheLayers() {
        String id = imported("busybox", "");
        RootLayer root = images().root(id);
        var container = new SnapshotKey("container");
        fixture.driver().prepare(container, Optional.of(new LayerId(root.layerId())));

        images().remove("busybox", true, true);
        assertThat(fixture.driver().layers()).hasSize(2);

        fixture.driver().remove(container);
        start();
        imported("other", "x");
        images().remove("other", false, true);
        assertThat(fixture.driver().layers()).isEmpty();
    }

    @Test
    void aRootHasTheImageAndTheMountPoints() {
        String id = imported("busybox", "");

        RootLayer root = images().root(id);

        assertThat(root).isEqualTo(images().root(id));
        assertThat(root.graphDriver()).isEqualTo(OneDriver.NAME);
        Path tree = fixture.driver().writableFolder(new LayerId(root.layerId())).path();
        assertThat(tree.resolve("etc/a")).hasContent("aaa");
        assertThat(tree.resolve("proc")).isEmptyDirectory();
    }

    @Test
    void listsWorkWhileTheDriverIsAway() {
        String id = imported("busybox", "");
        fixture.drivers().leave();

        assertThat(images().list(new ImageQuery(false, "", Map.of())))
                .singleElement()
                .satisfies(image -> assertThat(image.graphDetails()).isEmpty());
        assertThatThrownBy(() -> images().root(id)).isInstanceOf(Unavailable.class);
        assertThatThrownBy(() -> imported("x", "y")).isInstanceOf(Unavailable.class);
    }

    @Test
    void theBuiltInImageIsLoadedOnce() throws Exception {
        byte[] config = Configs.of("built in", ROOT);
        Tar archive = new Tar()
                .file("c.json", config)
                .file("l/layer.tar", ROOT)
                .file(
                        "manifest.json",
                        "[{\"Config\":\"c.json\",\"RepoTags\":[\"hello:latest\"],\"Layers\":[\"l/layer.tar\"]}]");
        Path file = Files.write(folder.resolve("hello.tar"), archive.bytes());

        startAndSettle(Optional.of(file.toString()));
        assertThat(images().inspect("hello").id()).isEqualTo(Digest.of(config).toString());

        images().remove("hello", false, true);
        startAndSettle(Optional.of(file.toString()));
        assertThat(images().count()).isZero();
    }

    @Test
    void aMissingBuiltInImageDoesNoHarm() {
        startAndSettle(Optional.of(folder.resolve("nosuch.tar").toString()));

        assertThat(images().count()).isZero();
    }

    private LocalImages images() {
        return running.orElseThrow();
    }

    private void start() {
        start(Optional.empty());
    }

    private void start(Optional<String> builtIn) {
        stop();
        DaemonSettings settings = DaemonSettings.from(name -> switch (name) {
            case DaemonSettings.DATA_ROOT -> folder.resolve("data").toString();
            case DaemonSettings.VERSION -> "0.1.0";
            default -> null;
        });
        running = Optional.of(new LocalImages(new Surroundings(
                settings,
                builtIn,
                fixture.store(),
                fixture.drivers(),
                fixture.events(),
                fixture.unpacking(),
                Linux::kernel,
                Clock.fixed(NOW, ZoneOffset.UTC))));
    }

    private void startAndSettle(Optional<String> builtIn) {
        start(builtIn);
        images().settle();
    }

    private String imported(String reference, String message, String... changes) {
        return images().importTar(request(reference, message, changes), stream(ROOT), progress -> {});
    }

    private static ImportRequest request(String reference, String message, String... changes) {
        return new ImportRequest("-", reference, message, List.of(changes));
    }

    private static InputStream stream(String text) {
        return stream(text.getBytes(UTF_8));
    }

    private static InputStream stream(byte[] content) {
        return new ByteArrayInputStream(content);
    }

    private void assertNothingIsLeft() {
        assertThat(images().count()).isZero();
        assertThat(fixture.driver().layers()).isEmpty();
        assertThat(fixture.driver().keys()).isEmpty();
        for (String table : List.of("images", "image_tags", "image_layers")) {
            assertThat(fixture.store().size(table)).isZero();
        }
    }
}
