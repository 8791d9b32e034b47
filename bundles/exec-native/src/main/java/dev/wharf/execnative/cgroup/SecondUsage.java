package dev.wharf.execnative.cgroup;

import dev.wharf.spi.exec.TaskUsage;
import dev.wharf.spi.exec.TaskUsage.BlockCounter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a group of the second version has used, by the names of the first; files as in
 * Documentation/admin-guide/cgroup-v2.rst.
 */
final class SecondUsage {
    private static final long NANOS_PER_MICRO = 1000;

    /** Names of memory.stat of the second version, by those of the first. */
    private static final Map<String, String> MEMORY_NAMES = Map.ofEntries(
            Map.entry("cache", "file"),
            Map.entry("rss", "anon"),
            Map.entry("rss_huge", "anon_thp"),
            Map.entry("shmem", "shmem"),
            Map.entry("mapped_file", "file_mapped"),
            Map.entry("dirty", "file_dirty"),
            Map.entry("writeback", "file_writeback"),
            Map.entry("pgfault", "pgfault"),
            Map.entry("pgmajfault", "pgmajfault"),
            Map.entry("inactive_anon", "inactive_anon"),
            Map.entry("active_anon", "active_anon"),
            Map.entry("inactive_file", "inactive_file"),
            Map.entry("active_file", "active_file"),
            Map.entry("unevictable", "unevictable"));

    private final ControlFile files;
    private final Path folder;

    SecondUsage(ControlFile files, Path folder) {
        this.files = files;
        this.folder = folder;
    }

    TaskUsage read(Instant at) {
        return new TaskUsage(at, cpu(), memory(), blockIo(), Counters.alone(read("pids.current")));
    }

    private Optional<String> read(String file) {
        return files.read(folder.resolve(file));
    }

    private TaskUsage.Cpu cpu() {
        Map<String, Long> stat = Counters.byName(read("cpu.stat"));
        return new TaskUsage.Cpu(
                nanos(stat, "usage_usec"),
                List.of(),
                nanos(stat, "system_usec"),
                nanos(stat, "user_usec"),
                stat.getOrDefault("nr_periods", 0L),
                stat.getOrDefault("nr_throttled", 0L),
                nanos(stat, "throttled_usec"));
    }

    private static long nanos(Map<String, Long> stat, String name) {
        return stat.getOrDefault(name, 0L) * NANOS_PER_MICRO;
    }

    private TaskUsage.Memory memory() {
        OptionalLong limit = Counters.alone(read("memory.max"));
        return new TaskUsage.Memory(
                Counters.alone(read("memory.current")).orElse(0),
                Counters.alone(read("memory.peak")),
                Counters.byName(read("memory.events")).getOrDefault("max", 0L),
                limit,
                statistics(Counters.byName(read("memory.stat")), limit));
    }

    /** A group of the second version counts what is below it, so that the totals of the first are the same numbers. */
    private static Map<String, Long> statistics(Map<String, Long> stat, OptionalLong limit) {
        Map<String, Long> named = new HashMap<>();
        MEMORY_NAMES.forEach((first, second) -> {
            Long value = stat.get(second);
            if (value != null) {
                named.put(first, value);
                named.put("total_" + first, value);
            }
        });
        limit.ifPresent(bytes -> named.put("hierarchical_memory_limit", bytes));
        return named;
    }

    private Map<String, List<BlockCounter>> blockIo() {
        Optional<String> stat = read("io.stat");
        if (stat.isEmpty()) {
            return Map.of();
        }
        List<BlockCounter> bytes = new ArrayList<>();
        List<BlockCounter> operations = new ArrayList<>();
        stat.get().lines().forEach(line -> {
            bytes.addAll(pair(line, "rbytes=", "wbytes="));
            operations.addAll(pair(line, "rios=", "wios="));
        });
        return Map.of("io_service_bytes_recursive", bytes, "io_serviced_recursive", operations);
    }

    /** A line such as {@code 8:0 rbytes=1 wbytes=2 rios=3 wios=4}. */
    private static List<BlockCounter> pair(String line, String read, String write) {
        List<BlockCounter> counters = new ArrayList<>();
        String[] words = line.split(" ", -1);
        int colon = words[0].indexOf(':');
        for (String word : words) {
            String operation = word.startsWith(read) ? "Read" : word.startsWith(write) ? "Write" : "";
            if (colon > 0 && !operation.isEmpty()) {
                counters.add(new BlockCounter(
                        Long.parseLong(words[0].substring(0, colon)),
                        Long.parseLong(words[0].substring(colon + 1)),
                        operation,
                        Counters.parse(word.substring(word.indexOf('=') + 1)).orElse(0)));
            }
        }
        return counters;
    }
}
