package dev.wharf.networks.port;

import dev.wharf.engine.api.EngineException.InvalidArgument;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The ports that are published when none is named: those of the kernel, ip(7). */
public final class EphemeralRange {
    private static final Logger LOG = LoggerFactory.getLogger(EphemeralRange.class);
    private static final Path FILE = Path.of("/proc/sys/net/ipv4/ip_local_port_range");
    private static final PortRange OTHERWISE = new PortRange(49_153, 65_535);

    private EphemeralRange() {}

    /** As the kernel has it at present; Docker's fallback when it does not tell. */
    public static PortRange read() {
        return read(FILE);
    }

    static PortRange read(Path file) {
        try (BufferedReader lines = Files.newBufferedReader(file)) { // in one read: the kernel hands out no parts of it
            String line = Optional.ofNullable(lines.readLine()).orElse("");
            return PortRange.parse(line.strip().replaceAll("\\s+", "-"));
        } catch (IOException | InvalidArgument e) {
            LOG.warn("{} cannot be read, random ports are {}", file, OTHERWISE, e);
            return OTHERWISE;
        }
    }
}
