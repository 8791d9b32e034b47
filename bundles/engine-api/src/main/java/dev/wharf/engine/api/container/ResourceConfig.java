package dev.wharf.engine.api.container;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Limits. 0 and an empty text mean unset, as in Docker's own fields.
 *
 * @param memory bytes
 * @param memorySwap bytes of memory and swap; -1 for no limit
 * @param memoryReservation bytes
 * @param kernelMemory bytes
 * @param memorySwappiness 0 to 100, -1 for the host's; absent when unset
 * @param oomKillDisable whether the kernel lets processes wait in place of killing one
 * @param oomScoreAdj -1000 to 1000
 * @param cpuShares weight
 * @param cpuPeriod microseconds
 * @param cpuQuota microseconds in a period
 * @param nanoCpus billionths of a processor
 * @param cpusetCpus list such as {@code 0-2,4}
 * @param cpusetMems list of memory nodes
 * @param blkioWeight 10 to 1000
 * @param pidsLimit tasks; absent when unset, 0 and -1 for no limit
 * @param ulimits of the processes
 * @param devices of the host
 * @param cgroupParent path or empty
 */
public record ResourceConfig(
        long memory,
        long memorySwap,
        long memoryReservation,
        long kernelMemory,
        OptionalInt memorySwappiness,
        boolean oomKillDisable,
        int oomScoreAdj,
        long cpuShares,
        long cpuPeriod,
        long cpuQuota,
        long nanoCpus,
        String cpusetCpus,
        String cpusetMems,
        int blkioWeight,
        OptionalLong pidsLimit,
        List<Ulimit> ulimits,
        List<DeviceMapping> devices,
        String cgroupParent) {

    /**
     * A limit of setrlimit(2).
     *
     * @param name such as {@code nofile}
     * @param soft -1 for none
     * @param hard -1 for none
     */
    public record Ulimit(String name, long soft, long hard) {}

    /**
     * A device of the host in the container.
     *
     * @param pathOnHost a device file or a folder of them
     * @param pathInContainer where it appears
     * @param permissions some of {@code rwm}
     */
    public record DeviceMapping(String pathOnHost, String pathInContainer, String permissions) {}

    /** Checks and copies. */
    public ResourceConfig {
        requireNonNull(memorySwappiness, "memorySwappiness");
        requireNonNull(cpusetCpus, "cpusetCpus");
        requireNonNull(cpusetMems, "cpusetMems");
        requireNonNull(pidsLimit, "pidsLimit");
        ulimits = List.copyOf(ulimits);
        devices = List.copyOf(devices);
        requireNonNull(cgroupParent, "cgroupParent");
    }

    /** No limits. */
    public static ResourceConfig unlimited() {
        return new ResourceConfig(
                0,
                0,
                0,
                0,
                OptionalInt.empty(),
                false,
                0,
                0,
                0,
                0,
                0,
                "",
                "",
                0,
                OptionalLong.empty(),
                List.of(),
                List.of(),
                "");
    }
}
