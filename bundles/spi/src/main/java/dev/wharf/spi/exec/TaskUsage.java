package dev.wharf.spi.exec;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What a task has used.
 *
 * @param at when it was read
 * @param cpu processor time
 * @param memory memory
 * @param blockIo lists of counters by name, as the API has them: {@code io_service_bytes_recursive},
 *     {@code io_serviced_recursive}, {@code io_queue_recursive}, {@code io_service_time_recursive},
 *     {@code io_wait_time_recursive}, {@code io_merged_recursive}, {@code io_time_recursive},
 *     {@code sectors_recursive}; one that the kernel does not keep is absent
 * @param pids tasks that exist; empty where the kernel does not count them
 */
public record TaskUsage(
        Instant at, Cpu cpu, Memory memory, Map<String, List<BlockCounter>> blockIo, OptionalLong pids) {

    /**
     * Processor time in nanoseconds.
     *
     * @param total of all processors
     * @param perCpu of each processor; empty where the kernel does not tell
     * @param kernelMode spent in the kernel
     * @param userMode spent outside of it
     * @param periods in which a quota was in force
     * @param throttledPeriods in which the quota was used up
     * @param throttledTime waited because of the quota
     */
    public record Cpu(
            long total,
            List<Long> perCpu,
            long kernelMode,
            long userMode,
            long periods,
            long throttledPeriods,
            long throttledTime) {
        /** Copies. */
        public Cpu {
            perCpu = List.copyOf(perCpu);
        }
    }

    /**
     * Memory in bytes.
     *
     * @param usage at present
     * @param maxUsage the most so far; empty where the kernel does not tell
     * @param failures how often the limit was hit
     * @param limit empty for none
     * @param statistics by the names of {@code memory.stat} of cgroup v1, whatever version the host has
     */
    public record Memory(
            long usage, OptionalLong maxUsage, long failures, OptionalLong limit, Map<String, Long> statistics) {
        /** Checks and copies. */
        public Memory {
            requireNonNull(maxUsage, "maxUsage");
            requireNonNull(limit, "limit");
            statistics = Map.copyOf(statistics);
        }
    }

    /**
     * A counter of a block device.
     *
     * @param major device number
     * @param minor device number
     * @param operation such as {@code Read}, {@code Write}, {@code Total}; empty where it is not told apart
     * @param value bytes, operations or nanoseconds
     */
    public record BlockCounter(long major, long minor, String operation, long value) {
        /** Checks the operation. */
        public BlockCounter {
            requireNonNull(operation, "operation");
        }
    }

    /** Checks and copies. */
    public TaskUsage {
        requireNonNull(at, "at");
        requireNonNull(cpu, "cpu");
        requireNonNull(memory, "memory");
        blockIo = Map.copyOf(blockIo);
        requireNonNull(pids, "pids");
    }
}
