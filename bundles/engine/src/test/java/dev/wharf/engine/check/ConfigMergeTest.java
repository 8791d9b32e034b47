package dev.wharf.engine.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.engine.api.container.ContainerConfig;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConfigMergeTest {
    private static final ContainerConfig IMAGE = ContainerConfig.builder()
            .user("app")
            .workingDir("/app")
            .entrypoint(List.of("/entry"))
            .cmd(List.of("serve"))
            .env(List.of("A=image", "B=image"))
            .labels(Map.of("a", "image", "b", "image"))
            .exposedPorts(Set.of("80/tcp"))
            .volumes(Set.of("/data"))
            .stopSignal("SIGINT")
            .onBuild(List.of("RUN x"))
            .build();

    @Test
    void takesWhatTheRequestLeavesOpen() {
        ContainerConfig merged = ConfigMerge.merged(ContainerConfig.empty(), IMAGE);

        assertThat(merged.user()).isEqualTo("app");
        assertThat(merged.workingDir()).isEqualTo("/app");
        assertThat(merged.stopSignal()).isEqualTo("SIGINT");
        assertThat(ConfigMerge.command(merged)).containsExactly("/entry", "serve");
        assertThat(merged.onBuild()).isEmpty();
    }

    @Test
    void letsTheRequestWinByKey() {
        ContainerConfig merged = ConfigMerge.merged(
                ContainerConfig.builder()
                        .env(List.of("B=mine", "C"))
                        .labels(Map.of("b", "mine"))
                        .exposedPorts(Set.of("53/udp"))
                        .build(),
                IMAGE);

        assertThat(merged.env()).containsExactly("B=mine", "C", "A=image");
        assertThat(merged.labels()).containsEntry("a", "image").containsEntry("b", "mine");
        assertThat(merged.exposedPorts()).containsExactlyInAnyOrder("80/tcp", "53/udp");
    }

    @Test
    void keepsTheEntrypointForAnotherCommand() {
        ContainerConfig request = ContainerConfig.builder().cmd(List.of("test")).build();

        assertThat(ConfigMerge.command(ConfigMerge.merged(request, IMAGE))).containsExactly("/entry", "test");
    }

    @Test
    void dropsTheCommandForAnotherEntrypoint() {
        ContainerConfig request =
                ContainerConfig.builder().entrypoint(List.of("/mine")).build();

        assertThat(ConfigMerge.command(ConfigMerge.merged(request, IMAGE))).containsExactly("/mine");
    }

    @Test
    void resetsTheEntrypointWithAnEmptyOne() {
        ContainerConfig request =
                ContainerConfig.builder().entrypoint(List.of()).build();

        assertThat(ConfigMerge.command(ConfigMerge.merged(request, IMAGE))).containsExactly("serve");
    }
}
