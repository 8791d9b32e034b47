package dev.wharf.engine.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DaemonIdTest {
    private final Path dataRoot;

    DaemonIdTest(@TempDir Path root) {
        this.dataRoot = root.resolve("lib");
    }

    @Test
    void itHasTheFormOfDockers() {
        assertThat(DaemonId.in(dataRoot)).matches("([A-Z2-7]{4}:){11}[A-Z2-7]{4}");
    }

    @Test
    void itStaysTheSame() {
        assertThat(DaemonId.in(dataRoot)).isEqualTo(DaemonId.in(dataRoot));
    }

    @Test
    void aDamagedOneIsReplaced() throws IOException {
        Files.createDirectories(dataRoot);
        Files.writeString(dataRoot.resolve("engine-id"), "ABC");

        assertThat(DaemonId.in(dataRoot)).hasSize(59);
    }
}
