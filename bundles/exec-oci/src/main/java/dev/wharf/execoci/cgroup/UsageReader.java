package dev.wharf.execoci.cgroup;

import dev.wharf.spi.exec.TaskUsage;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** What a group of the first version has used. */
final class UsageReader {
    /** USER_HZ of the kernel's user interface is 100 on all architectures that we know. */
    private static final long NANOS_PER_TICK = 10_000_000;

    private final ControlGroup group;
    private final Counters counters;

    UsageReader(ControlGroup group) {
        this.group = group;
        this.counters = new Counters(group);
    }

    TaskUsage read(Clock clock) {
        return new TaskUsage(
                clock.instant(),
                cpu(),
                memory(),
                new BlockUsage(group).first(),
                counters.number("pids", "pids.current"));
    }

    private TaskUsage.Cpu cpu() {
        Map<String, Long> modes = counters.table("cpuacct", "cpuacct.stat");
        Map<String, Long> quota = counters.table("cpu", "cpu.stat");
        return new TaskUsage.Cpu(
                counters.number("cpuacct", "cpuacct.usage").orElse(0),
                perCpu(),
                modes.getOrDefault("system", 0L) * NANOS_PER_TICK,
                modes.getOrDefault("user", 0L) * NANOS_PER_TICK,
                quota.getOrDefault("nr_periods", 0L),
                quota.getOrDefault("nr_throttled", 0L),
                quota.getOrDefault("throttled_time", 0L));
    }

    private List<Long> perCpu() {
        String text = group.read("cpuacct", "cpuacct.usage_percpu").orElse("").strip();
        return text.isEmpty()
                ? List.of()
                : Arrays.stream(text.split("\\s+", -1)).map(Long::valueOf).toList();
    }

    private TaskUsage.Memory memory() {
        OptionalLong most = counters.number("memory", "memory.max_usage_in_bytes");
        return new TaskUsage.Memory(
                counters.number("memory", "memory.usage_in_bytes").orElse(0),
                most,
                counters.number("memory", "memory.failcnt").orElse(0),
                counters.limit("memory", "memory.limit_in_bytes"),
                counters.table("memory", "memory.stat"));
    }
}
