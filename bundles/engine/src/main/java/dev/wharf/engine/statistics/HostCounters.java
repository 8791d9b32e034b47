package dev.wharf.engine.statistics;

import dev.wharf.engine.api.EngineException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The counters of the whole host in /proc; proc(5). */
final class HostCounters {
    /** The kernel shows times in hundredths of a second, whatever its own clock is; USER_HZ. */
    private static final long NANOS_PER_TICK = 10_000_000;
    /** user, nice, system, idle, iowait, irq, softirq; as Docker 20.10, daemon/stats/collector_unix.go. */
    private static final int MODES = 7;

    private final Path proc;
    private final long memory;

    /**
     * Reads how much memory there is.
     *
     * @param proc where procfs is mounted
     */
    HostCounters(Path proc) {
        this.proc = proc;
        memory = readMemory();
    }

    /** The memory of the host in bytes. */
    long memory() {
        return memory;
    }

    /** The time that all processors have spent in all modes, in nanoseconds. */
    long processorTime() {
        List<String> fields = List.of(line("stat", "cpu ").split("\\s+"));
        return fields.stream().skip(1).limit(MODES).mapToLong(Long::parseLong).sum() * NANOS_PER_TICK;
    }

    private long readMemory() {
        return Long.parseLong(line("meminfo", "MemTotal:").replaceAll("\\D", "")) << 10;
    }

    private String line(String file, String beginning) {
        try (var lines = Files.newBufferedReader(proc.resolve(file), StandardCharsets.US_ASCII)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(beginning)) {
                    return line;
                }
            }
        } catch (IOException e) {
            throw new EngineException.Internal("cannot read /proc/" + file + ": " + e.getMessage(), e);
        }
        throw new EngineException.Internal("no \"" + beginning.strip() + "\" in /proc/" + file);
    }
}
