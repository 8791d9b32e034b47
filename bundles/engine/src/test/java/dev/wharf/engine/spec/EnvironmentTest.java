package dev.wharf.engine.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.engine.api.container.ContainerConfig;
import java.util.List;
import org.junit.jupiter.api.Test;

class EnvironmentTest {
    @Test
    void hasPathHostNameAndTerminalInThisOrder() {
        ContainerConfig config = ContainerConfig.builder()
                .hostname("web")
                .domainname("example.org")
                .tty(true)
                .env(List.of("A=1"))
                .build();

        assertThat(Environment.of(config))
                .containsExactly(
                        "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
                        "HOSTNAME=web.example.org",
                        "TERM=xterm",
                        "A=1");
    }

    @Test
    void replacesInPlaceAndRemovesNamesWithoutValue() {
        ContainerConfig config = ContainerConfig.builder()
                .hostname("web")
                .env(List.of("PATH=/bin", "A=1", "HOSTNAME", "A=2"))
                .build();

        assertThat(Environment.of(config)).containsExactly("PATH=/bin", "A=2");
    }
}
