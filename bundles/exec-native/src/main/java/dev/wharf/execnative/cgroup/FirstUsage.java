package dev.wharf.execnative.cgroup;

import dev.wharf.spi.exec.TaskUsage;
import dev.wharf.spi.exec.TaskUsage.BlockCounter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** What a group of the first version has used; files as in Documentation/admin-guide/cgroup-v1. */
final class FirstUsage {
    /** USER_HZ is 100 on all architectures that we know. */
    private static final long NANOS_PER_TICK = 10_000_000;
    /** The kernel shows no limit as the largest number of whole pages, of 4 to 64 KiB. */
    private static final long NO_LIMIT = Long.MAX_VALUE - 0xffff;

    /** Files in which a list of block counters may be, the best first, as runc's libcontainer/cgroups/fs/blkio.go has them. */
    private static final Map<String, List<String>> BLOCK_FILES = blockFiles();

    private final CgroupTree tree;
    private final ControlFile files;
    private final Cgroup group;

    FirstUsage(CgroupTree tree, ControlFile files, Cgroup group) {
        this.tree = tree;
        this.files = files;
        this.group = group;
    }

    private static Map<String, List<String>> blockFiles() {
        Map<String, List<String>> all = new LinkedHashMap<>();
        all.put("io_service_bytes_recursive", withThrottle("io_service_bytes"));
        all.put("io_serviced_recursive", withThrottle("io_serviced"));
        all.put("io_queue_recursive", schedulers("io_queued"));
        all.put("io_service_time_recursive", schedulers("io_service_time"));
        all.put("io_wait_time_recursive", schedulers("io_wait_time"));
        all.put("io_merged_recursive", schedulers("io_merged"));
        all.put("io_time_recursive", schedulers("time"));
        all.put("sectors_recursive", schedulers("sectors"));
        return Map.copyOf(all);
    }

    private static List<String> schedulers(String name) {
        return List.of("blkio.bfq." + name + "_recursive", "blkio." + name + "_recursive");
    }

    private static List<String> withThrottle(String name) {
        List<String> all = new ArrayList<>(schedulers(name));
        all.add("blkio.throttle." + name + "_recursive");
        all.add("blkio.throttle." + name);
        return all;
    }

    TaskUsage read(Instant at) {
        return new TaskUsage(at, cpu(), memory(), blockIo(), Counters.alone(read("pids", "pids.current")));
    }

    private Optional<String> read(String controller, String file) {
        return tree.with(controller)
                .flatMap(hierarchy -> files.read(group.folder(hierarchy).resolve(file)));
    }

    private TaskUsage.Cpu cpu() {
        Map<String, Long> times = Counters.byName(read("cpuacct", "cpuacct.stat"));
        Map<String, Long> throttling = Counters.byName(read("cpu", "cpu.stat"));
        return new TaskUsage.Cpu(
                Counters.alone(read("cpuacct", "cpuacct.usage")).orElse(0),
                perCpu(),
                times.getOrDefault("system", 0L) * NANOS_PER_TICK,
                times.getOrDefault("user", 0L) * NANOS_PER_TICK,
                throttling.getOrDefault("nr_periods", 0L),
                throttling.getOrDefault("nr_throttled", 0L),
                throttling.getOrDefault("throttled_time", 0L));
    }

    private List<Long> perCpu() {
        String numbers = read("cpuacct", "cpuacct.usage_percpu").orElse("");
        List<Long> all = new ArrayList<>();
        for (String number : numbers.split(" ", -1)) {
            Counters.parse(number).ifPresent(all::add);
        }
        return all;
    }

    private TaskUsage.Memory memory() {
        OptionalLong limit = Counters.alone(read("memory", "memory.limit_in_bytes"));
        return new TaskUsage.Memory(
                Counters.alone(read("memory", "memory.usage_in_bytes")).orElse(0),
                Counters.alone(read("memory", "memory.max_usage_in_bytes")),
                Counters.alone(read("memory", "memory.failcnt")).orElse(0),
                limit.orElse(NO_LIMIT) >= NO_LIMIT ? OptionalLong.empty() : limit,
                Counters.byName(read("memory", "memory.stat")));
    }

    private Map<String, List<BlockCounter>> blockIo() {
        Optional<Path> folder = tree.with("blkio").map(group::folder);
        if (folder.isEmpty()) {
            return Map.of();
        }
        List<String> present = tree.blockFiles(folder.get());
        Map<String, List<BlockCounter>> all = new LinkedHashMap<>();
        BLOCK_FILES.forEach((name, candidates) -> {
            List<String> there = candidates.stream().filter(present::contains).toList();
            if (!there.isEmpty()) {
                all.put(name, firstFilled(folder.get(), there));
            }
        });
        return all;
    }

    private List<BlockCounter> firstFilled(Path folder, List<String> names) {
        for (String name : names) {
            List<BlockCounter> counters =
                    counters(files.read(folder.resolve(name)).orElse(""));
            if (!counters.isEmpty()) {
                return counters;
            }
        }
        return List.of();
    }

    /** Lines such as {@code 8:0 Read 4096} or {@code 8:0 4096}; the sum of all devices has no device and is passed over. */
    static List<BlockCounter> counters(String text) {
        List<BlockCounter> counters = new ArrayList<>();
        text.lines().map(line -> line.split(" ", -1)).forEach(words -> {
            int colon = words[0].indexOf(':');
            if (colon > 0 && words.length >= 2) {
                OptionalLong value = Counters.parse(words[words.length - 1]);
                String operation = words.length > 2 ? words[1] : "";
                value.ifPresent(number -> counters.add(new BlockCounter(
                        Long.parseLong(words[0].substring(0, colon)),
                        Long.parseLong(words[0].substring(colon + 1)),
                        operation,
                        number)));
            }
        });
        return counters;
    }
}
