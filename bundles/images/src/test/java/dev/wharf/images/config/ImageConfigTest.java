package dev.wharf.images.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.engine.api.EngineException.InvalidArgument;
import dev.wharf.engine.api.container.ContainerConfig;
import dev.wharf.images.content.Digest;
import dev.wharf.images.testing.Configs;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageConfigTest {
    @Test
    void aConfigurationIsReadWithUnknownKeysIgnored() {
        byte[] layer = {1};

        ImageConfig config = ImageConfig.parse(Configs.of("hello", layer));

        assertThat(config.created()).isEqualTo(Instant.parse("2015-10-31T22:22:56.015925234Z"));
        assertThat(config.comment()).isEqualTo("hello");
        assertThat(config.config().cmd()).contains(List.of("sh"));
        assertThat(config.config().labels()).isEqualTo(Map.of("a", "1"));
        assertThat(config.chain()).containsExactly(Digest.of(layer));
        assertThat(config.history()).hasSize(1);
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        ContainerConfig config = ContainerConfig.builder()
                .hostname("h")
                .user("1000:1000")
                .exposedPorts(Set.of("80/tcp"))
                .tty(true)
                .env(List.of("A=1", "B=\u00e4"))
                .cmd(List.of("a", "b"))
                .entrypoint(List.of())
                .volumes(Set.of("/data"))
                .workingDir("/w")
                .networkDisabled(true)
                .macAddress("02:42:ac:11:00:02")
                .onBuild(List.of("RUN x"))
                .labels(Map.of("k", "v"))
                .stopSignal("SIGINT")
                .stopTimeout(3)
                .build();
        var step = new HistoryStep(Instant.EPOCH, "by", "me", "comment", false);
        Digest diff = Digest.of(new byte[0]);
        var written = new NewConfig(Instant.EPOCH, "c", "1.9.1", "amd64", config, List.of(diff), List.of(step));

        ImageConfig read = ImageConfig.parse(written.bytes());

        assertThat(read.config()).isEqualTo(config);
        assertThat(read.history()).containsExactly(step);
        assertThat(read.diffs()).containsExactly(diff);
        assertThat(read.dockerVersion()).isEqualTo("1.9.1");
        assertThat(written.bytes()).isEqualTo(written.bytes());
    }

    @Test
    void oldImagesMayHaveACommandThatIsAText() {
        ImageConfig config = ImageConfig.parse("{\"config\":{\"Cmd\":\"sh\",\"Entrypoint\":null}}".getBytes(UTF_8));

        assertThat(config.config().cmd()).contains(List.of("sh"));
        assertThat(config.config().entrypoint()).isEmpty();
        assertThat(config.created()).isEqualTo(JsonObject.NO_TIME);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "{",
                "{} {}",
                "{\"created\":\"yesterday\"}",
                "{\"created\":5}",
                "{\"config\":[]}",
                "{\"config\":{\"Env\":[1]}}",
                "{\"config\":{\"Tty\":\"yes\"}}",
                "{\"config\":{\"Labels\":{\"a\":{}}}}",
                "{\"os\":\"linux\",\"os\":\"windows\"}",
                "{\"rootfs\":{\"diff_ids\":[\"sha256:../../etc\"]}}"
            })
    void aMalformedConfigurationIsTheSendersFault(String json) {
        assertThatThrownBy(() -> ImageConfig.parse(json.getBytes(UTF_8))).isInstanceOf(InvalidArgument.class);
    }

    @Test
    void deeplyNestedJsonIsRefused() {
        String json = "{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";

        assertThatThrownBy(() -> ImageConfig.parse(json.getBytes(UTF_8))).isInstanceOf(InvalidArgument.class);
    }

    @Test
    void moreLayersThanCanBeMountedAreRefused() {
        byte[][] layers = new byte[128][];
        for (int index = 0; index < layers.length; index++) {
            layers[index] = new byte[] {(byte) index};
        }

        assertThatThrownBy(() -> ImageConfig.parse(Configs.of("deep", layers)))
                .hasMessageContaining("max depth exceeded");
    }
}
