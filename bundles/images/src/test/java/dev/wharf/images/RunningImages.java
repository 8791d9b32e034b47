package dev.wharf.images;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.engine.api.DaemonSettings;
import dev.wharf.engine.api.container.ContainerConfig;
import dev.wharf.engine.api.image.ContainerLayers.Commit;
import dev.wharf.engine.api.image.ContainerLayers.Snapshot;
import dev.wharf.engine.api.image.ImageRoots.RootLayer;
import dev.wharf.engine.api.image.ImageUsers;
import dev.wharf.engine.api.image.ImportRequest;
import dev.wharf.images.layer.LayerTars;
import dev.wharf.images.testing.Configs;
import dev.wharf.images.testing.Fixture;
import dev.wharf.images.testing.Tar;
import dev.wharf.linux.Linux;
import dev.wharf.spi.graph.LayerId;
import dev.wharf.spi.graph.SnapshotKey;
import dev.wharf.spi.graph.WritableFolder.Whiteouts;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** The service between fakes that outlive it, so that it can be started again. */
final class RunningImages {
    static final Instant NOW = Instant.parse("2015-11-03T17:00:00.123456789Z");
    static final byte[] ROOT = new Tar().folder("etc").file("etc/a", "aaa").bytes();
    static final ImageUsers NOBODY = image -> List.of();

    private final Path folder;
    private final Fixture fixture;
    private Optional<LocalImages> running = Optional.empty();
    private LayerTars tars;

    RunningImages(Path folder) {
        this(folder, Whiteouts.NONE);
    }

    RunningImages(Path folder, Whiteouts style) {
        this.folder = folder;
        this.fixture = Fixture.in(folder, style);
        this.tars = fixture.tars();
    }

    /** Uses other code for tars from the next start on. */
    void withTars(LayerTars others) {
        tars = others;
    }

    static ImportRequest request(String reference, String message, String... changes) {
        return new ImportRequest("-", reference, message, List.of(changes));
    }

    static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(UTF_8));
    }

    Fixture fixture() {
        return fixture;
    }

    LocalImages images() {
        return running.orElseThrow();
    }

    void start(Optional<String> builtIn) {
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
                tars,
                Linux::kernel,
                Clock.fixed(NOW, ZoneOffset.UTC))));
        images().bindUsers(NOBODY);
    }

    void startAndSettle(Optional<String> builtIn) {
        start(builtIn);
        images().settle();
    }

    void stop() {
        running.ifPresent(LocalImages::close);
    }

    /** Imports {@link #ROOT}. */
    String imported(String reference, String message, String... changes) {
        return images().importTar(request(reference, message, changes), new ByteArrayInputStream(ROOT), progress -> {});
    }

    /** Loads an image with layers of these tars; returns its id. */
    String loaded(String comment, String name, byte[]... layers) {
        var archive = new Tar();
        StringBuilder names = new StringBuilder();
        for (int index = 0; index < layers.length; index++) {
            archive.file("l" + index + ".tar", layers[index]);
            names.append(index == 0 ? "" : ",").append("\"l").append(index).append(".tar\"");
        }
        archive.file("c.json", Configs.of(comment, layers));
        archive.file(
                "manifest.json",
                "[{\"Config\":\"c.json\",\"RepoTags\":[\"" + name + "\"],\"Layers\":[" + names + "]}]");
        images().load(archive.stream(), progress -> {});
        return images().inspect(name).id();
    }

    /** Prepares the snapshot of a container, as the engine does. */
    Snapshot container(String image, String key) {
        RootLayer root = images().root(image);
        fixture.drivers()
                .call(
                        root.graphDriver(),
                        graph -> graph.prepare(new SnapshotKey(key), Optional.of(new LayerId(root.layerId()))));
        return new Snapshot(root.graphDriver(), key, image);
    }

    /** Commits a container in which nothing changed; returns the id of the image. */
    String committed(String image, String name) {
        Snapshot container = container(image, "container");
        try {
            return images().commit(container, commit(name));
        } finally {
            fixture.driver().remove(new SnapshotKey("container"));
        }
    }

    static Commit commit(String name) {
        ContainerConfig made =
                ContainerConfig.builder().cmd(List.of("sh", "-c", "touch x")).build();
        ContainerConfig config =
                ContainerConfig.builder().cmd(List.of("echo", "hi")).build();
        return new Commit(name, "me", "a comment", "c0ffee", NOW, made, config);
    }

    void assertNothingIsLeft() {
        assertThat(images().count()).isZero();
        assertThat(fixture.driver().layers()).isEmpty();
        assertThat(fixture.driver().keys()).isEmpty();
        assertThat(fixture.recipes()).isEmpty();
        for (String table : List.of("images", "image_tags", "image_layers")) {
            assertThat(fixture.store().size(table)).isZero();
        }
    }
}
