package dev.wharf.engine.statistics;

import static java.util.stream.Collectors.toUnmodifiableMap;

import dev.wharf.drivers.Drivers;
import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.container.ContainerStats.BlockCounter;
import dev.wharf.engine.api.container.ContainerStats.Cpu;
import dev.wharf.engine.api.container.ContainerStats.Memory;
import dev.wharf.engine.container.LiveContainer;
import dev.wharf.engine.container.Tasks;
import dev.wharf.spi.exec.ExecutionDriver;
import dev.wharf.spi.exec.Task;
import dev.wharf.spi.exec.TaskStatistics;
import dev.wharf.spi.exec.TaskUsage;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what a container uses, from its driver and from the kernel. */
final class UsageReader {
    private final Tasks tasks;
    private final HostCounters host;
    private final InterfaceCounters interfaces;

    UsageReader(Drivers<ExecutionDriver> drivers, HostCounters host, InterfaceCounters interfaces) {
        tasks = new Tasks(drivers);
        this.host = host;
        this.interfaces = interfaces;
    }

    /**
     * Reads.
     *
     * @return empty when the container does not run, and while its driver is away or cannot count
     * @throws EngineException what the driver throws
     */
    Optional<Reading> read(LiveContainer container) {
        if (!container.state().hasProcess() || container.held().isEmpty()) {
            return Optional.empty();
        }
        try {
            return tasks.ask(container, this::read);
        } catch (EngineException.NotFound | EngineException.Unavailable ignored) {
            return Optional.empty(); // it has just ended, or its driver has just gone
        }
    }

    private Optional<Reading> read(Task task) {
        return task.as(TaskStatistics.class).map(statistics -> reading(task.pid(), statistics.usage()));
    }

    /** The time of the host is read right after that of the task, so that their quotient is true. */
    private Reading reading(int pid, TaskUsage usage) {
        return new Reading(
                pid,
                usage.at(),
                cpu(usage.cpu(), host.processorTime()),
                memory(usage.memory()),
                usage.blockIo().entrySet().stream()
                        .collect(toUnmodifiableMap(Map.Entry::getKey, list -> counters(list.getValue()))),
                interfaces.of(pid),
                usage.pids());
    }

    private static Cpu cpu(TaskUsage.Cpu cpu, long system) {
        return new Cpu(
                cpu.total(),
                cpu.perCpu(),
                cpu.kernelMode(),
                cpu.userMode(),
                system,
                cpu.periods(),
                cpu.throttledPeriods(),
                cpu.throttledTime());
    }

    /** A limit above what the host has is none; Docker 20.10, daemon/daemon_unix.go, stats. */
    private Memory memory(TaskUsage.Memory memory) {
        return new Memory(
                memory.usage(),
                memory.maxUsage().orElse(0),
                memory.failures(),
                Math.min(memory.limit().orElse(Long.MAX_VALUE), host.memory()),
                memory.statistics());
    }

    private static List<BlockCounter> counters(List<TaskUsage.BlockCounter> counters) {
        return counters.stream()
                .map(each -> new BlockCounter(each.major(), each.minor(), each.operation(), each.value()))
                .toList();
    }
}
