package dev.wharf.images;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.images.content.Digest;
import dev.wharf.images.testing.Configs;
import dev.wharf.images.testing.Tar;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuiltInImageTest {
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
    void theBuiltInImageIsLoadedOnce() throws Exception {
        byte[] config = Configs.of("built in", RunningImages.ROOT);
        Tar archive = new Tar()
                .file("c.json", config)
                .file("l/layer.tar", RunningImages.ROOT)
                .file(
                        "manifest.json",
                        "[{\"Config\":\"c.json\",\"RepoTags\":[\"hello:latest\"],\"Layers\":[\"l/layer.tar\"]}]");
        Path file = Files.write(folder.resolve("hello.tar"), archive.bytes());

        daemon.startAndSettle(Optional.of(file.toString()));
        assertThat(daemon.images().id("hello"))
                .contains(daemon.images().inspect("hello:latest").id())
                .isEqualTo(daemon.images().id("hello:latest"));
        assertThat(daemon.images().id("goodbye")).isEmpty();
        assertThat(daemon.images().inspect("hello").id())
                .isEqualTo(Digest.of(config).toString());

        daemon.images().remove("hello", false, true);
        daemon.startAndSettle(Optional.of(file.toString()));
        assertThat(daemon.images().count()).isZero();
    }

    @Test
    void aMissingBuiltInImageDoesNoHarm() {
        daemon.startAndSettle(Optional.of(folder.resolve("nosuch.tar").toString()));

        assertThat(daemon.images().count()).isZero();
    }
}
