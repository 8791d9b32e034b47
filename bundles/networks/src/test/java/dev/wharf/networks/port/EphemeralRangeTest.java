package dev.wharf.networks.port;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EphemeralRangeTest {
    @TempDir
    Path folder;

    @Test
    void theRangeOfTheKernelIsReadInOnePiece() throws Exception {
        String[] ends = new String(
                        new ProcessBuilder("cat", "/proc/sys/net/ipv4/ip_local_port_range")
                                .start()
                                .getInputStream()
                                .readAllBytes(),
                        UTF_8)
                .strip()
                .split("\\s+", -1);

        assertThat(EphemeralRange.read())
                .isEqualTo(new PortRange(Integer.parseInt(ends[0]), Integer.parseInt(ends[1])));
    }

    @Test
    void whatIsNoRangeIsReplacedByDockers() throws Exception {
        Path file = Files.writeString(folder.resolve("range"), "nonsense");

        assertThat(EphemeralRange.read(file)).isEqualTo(new PortRange(49_153, 65_535));
        assertThat(EphemeralRange.read(folder.resolve("absent"))).isEqualTo(new PortRange(49_153, 65_535));
    }
}
