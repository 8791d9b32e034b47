package dev.wharf.spi.exec;

import static java.util.Objects.requireNonNull;

import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Limits of a cgroup. Empty, or an empty text, leaves the kernel's default.
 *
 * @param memory bytes
 * @param memorySwap bytes of memory and swap together; -1 for no limit
 * @param memoryReservation bytes
 * @param kernelMemory bytes; passed over where the kernel has no such limit
 * @param swappiness 0 to 100
 * @param oomKillDisable whether the kernel lets processes wait in place of killing one
 * @param cpuShares weight, 2 to 262144
 * @param cpuPeriod microseconds
 * @param cpuQuota microseconds in a period; -1 for none
 * @param cpusetCpus list such as {@code 0-2,4}
 * @param cpusetMems list of memory nodes
 * @param blkioWeight 10 to 1000
 * @param pids how many tasks may exist; -1 for no limit
 */
public record Resources(
        OptionalLong memory,
        OptionalLong memorySwap,
        OptionalLong memoryReservation,
        OptionalLong kernelMemory,
        OptionalInt swappiness,
        boolean oomKillDisable,
        OptionalLong cpuShares,
        OptionalLong cpuPeriod,
        OptionalLong cpuQuota,
        String cpusetCpus,
        String cpusetMems,
        OptionalInt blkioWeight,
        OptionalLong pids) {
    /** Checks all parts. */
    public Resources {
        requireNonNull(memory, "memory");
        requireNonNull(memorySwap, "memorySwap");
        requireNonNull(memoryReservation, "memoryReservation");
        requireNonNull(kernelMemory, "kernelMemory");
        requireNonNull(swappiness, "swappiness");
        requireNonNull(cpuShares, "cpuShares");
        requireNonNull(cpuPeriod, "cpuPeriod");
        requireNonNull(cpuQuota, "cpuQuota");
        requireNonNull(cpusetCpus, "cpusetCpus");
        requireNonNull(cpusetMems, "cpusetMems");
        requireNonNull(blkioWeight, "blkioWeight");
        requireNonNull(pids, "pids");
    }

    /** No limits. */
    public static Resources unlimited() {
        return new Resources(
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalInt.empty(),
                false,
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                "",
                "",
                OptionalInt.empty(),
                OptionalLong.empty());
    }
}
