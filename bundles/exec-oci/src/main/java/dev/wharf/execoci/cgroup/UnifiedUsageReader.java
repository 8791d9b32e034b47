package dev.wharf.execoci.cgroup;

import dev.wharf.spi.exec.TaskUsage;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a group of the second version has used, under the names of the first. */
final class UnifiedUsageReader {
    private static final long NANOS = 1000;
    private static final Map<String, String> NAMES =
            Map.of("anon", "rss", "file", "cache", "file_mapped", "mapped_file");

    private final ControlGroup group;
    private final Counters counters;

    UnifiedUsageReader(ControlGroup group) {
        this.group = group;
        this.counters = new Counters(group);
    }

    TaskUsage read(Clock clock) {
        return new TaskUsage(
                clock.instant(), cpu(), memory(), new BlockUsage(group).second(), counters.number("", "pids.current"));
    }

    private TaskUsage.Cpu cpu() {
        Map<String, Long> all = counters.table("", "cpu.stat");
        return new TaskUsage.Cpu(
                all.getOrDefault("usage_usec", 0L) * NANOS,
                List.of(),
                all.getOrDefault("system_usec", 0L) * NANOS,
                all.getOrDefault("user_usec", 0L) * NANOS,
                all.getOrDefault("nr_periods", 0L),
                all.getOrDefault("nr_throttled", 0L),
                all.getOrDefault("throttled_usec", 0L) * NANOS);
    }

    private TaskUsage.Memory memory() {
        Map<String, Long> statistics = new LinkedHashMap<>();
        counters.table("", "memory.stat")
                .forEach((name, value) -> statistics.put(NAMES.getOrDefault(name, name), value));
        return new TaskUsage.Memory(
                counters.number("", "memory.current").orElse(0),
                counters.number("", "memory.peak"),
                counters.table("", "memory.events").getOrDefault("max", 0L),
                counters.number("", "memory.max"),
                statistics);
    }
}
