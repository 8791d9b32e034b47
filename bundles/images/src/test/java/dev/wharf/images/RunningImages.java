package dev.wharf.images;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.engine.api.DaemonSettings;
import dev.wharf.engine.api.image.ImageUsers;
import dev.wharf.engine.api.image.ImportRequest;
import dev.wharf.images.testing.Fixture;
import dev.wharf.images.testing.Tar;
import dev.wharf.linux.Linux;
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

    RunningImages(Path folder) {
        this.folder = folder;
        this.fixture = Fixture.in(folder);
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
                fixture.tars(),
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
