package dev.wharf.engine.api.container;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a container used until an instant.
 *
 * @param id of the container
 * @param name of the container, without the leading slash
 * @param read when; the year 1 for one that does not run
 * @param preRead when the sample before was read; the year 1 for none
 * @param cpu processor time
 * @param preCpu processor time at the sample before; empty for none
 * @param memory memory; empty for a container that does not run
 * @param blockIo counters by the API's names of their lists
 * @param networks counters by name of the interface in the container, without its loopback
 * @param pids how many tasks; empty where that is not counted
 */
public record ContainerStats(
        String id,
        String name,
        Instant read,
        Instant preRead,
        Cpu cpu,
        Optional<Cpu> preCpu,
        Optional<Memory> memory,
        Map<String, List<BlockCounter>> blockIo,
        Map<String, Network> networks,
        OptionalLong pids) {

    /**
     * Processor time in nanoseconds.
     *
     * @param total of all processors
     * @param perCpu of each processor; empty where the kernel does not tell
     * @param kernelMode spent in the kernel
     * @param userMode spent outside of it
     * @param system of the whole host in all modes; 0 for a container that does not run
     * @param periods in which a quota was in force
     * @param throttledPeriods in which the quota was used up
     * @param throttledTime waited because of the quota
     */
    public record Cpu(
            long total,
            List<Long> perCpu,
            long kernelMode,
            long userMode,
            long system,
            long periods,
            long throttledPeriods,
            long throttledTime) {
        /** Copies. */
        public Cpu {
            perCpu = List.copyOf(perCpu);
        }

        /** Nothing used. */
        public static Cpu none() {
            return new Cpu(0, List.of(), 0, 0, 0, 0, 0, 0);
        }
    }

    /**
     * Memory in bytes.
     *
     * @param usage at present
     * @param maxUsage the most so far; 0 where the kernel does not tell
     * @param failures how often the limit was hit
     * @param limit the container's, or the memory of the host
     * @param statistics by the names of {@code memory.stat} of cgroup v1
     */
    public record Memory(long usage, long maxUsage, long failures, long limit, Map<String, Long> statistics) {
        /** Copies. */
        public Memory {
            statistics = Map.copyOf(statistics);
        }
    }

    /**
     * A counter of a block device.
     *
     * @param major device number
     * @param minor device number
     * @param operation such as {@code Read}; empty where it is not told apart
     * @param value bytes, operations or nanoseconds
     */
    public record BlockCounter(long major, long minor, String operation, long value) {
        /** Checks the operation. */
        public BlockCounter {
            requireNonNull(operation, "operation");
        }
    }

    /**
     * Counters of a network interface.
     *
     * @param receivedBytes received
     * @param receivedPackets received
     * @param receivedErrors received
     * @param receivedDropped received
     * @param sentBytes sent
     * @param sentPackets sent
     * @param sentErrors sent
     * @param sentDropped sent
     */
    public record Network(
            long receivedBytes,
            long receivedPackets,
            long receivedErrors,
            long receivedDropped,
            long sentBytes,
            long sentPackets,
            long sentErrors,
            long sentDropped) {}

    /** Checks and copies. */
    public ContainerStats {
        requireNonNull(id, "id");
        requireNonNull(name, "name");
        requireNonNull(read, "read");
        requireNonNull(preRead, "preRead");
        requireNonNull(cpu, "cpu");
        requireNonNull(preCpu, "preCpu");
        requireNonNull(memory, "memory");
        blockIo = Map.copyOf(blockIo);
        networks = Map.copyOf(networks);
        requireNonNull(pids, "pids");
    }
}
