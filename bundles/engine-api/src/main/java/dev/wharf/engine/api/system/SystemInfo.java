package dev.wharf.engine.api.system;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The engine and its host as a whole.
 *
 * @param id of the daemon: 12 groups of 4 letters and digits, kept in its store
 * @param name host name
 * @param containers counts
 * @param images count of images, with intermediate ones
 * @param storageDriver default graph driver
 * @param storageStatus name and value pairs that it reports, in order
 * @param execDriver default execution driver
 * @param logDriver default log driver
 * @param drivers names of the serving drivers by kind
 * @param features of the kernel
 * @param host facts
 * @param dataRoot of the daemon
 * @param sockets where it listens
 * @param labels of the daemon
 * @param debug whether details are logged
 * @param eventListeners how many subscribe to events
 * @param openFiles descriptors of the daemon
 * @param threads of the daemon
 * @param time now
 * @param version of the distribution
 * @param warnings about the host
 */
public record SystemInfo(
        String id,
        String name,
        Counts containers,
        int images,
        String storageDriver,
        List<Map.Entry<String, String>> storageStatus,
        String execDriver,
        String logDriver,
        Map<String, List<String>> drivers,
        Features features,
        Host host,
        String dataRoot,
        List<String> sockets,
        List<String> labels,
        boolean debug,
        int eventListeners,
        int openFiles,
        int threads,
        Instant time,
        String version,
        List<String> warnings) {

    /**
     * Counts of containers.
     *
     * @param total all
     * @param running that run
     * @param paused that are frozen
     * @param stopped that do not run
     */
    public record Counts(int total, int running, int paused, int stopped) {}

    /**
     * What the kernel can do.
     *
     * @param memoryLimit limits memory
     * @param swapLimit limits swap
     * @param kernelMemory limits kernel memory
     * @param oomKillDisable can leave processes waiting for memory
     * @param cpuCfsPeriod has periods
     * @param cpuCfsQuota has quotas
     * @param cpuShares has weights
     * @param cpuset binds to processors
     * @param pidsLimit limits tasks
     * @param ipv4Forwarding forwards
     * @param bridgeNfIptables filters bridged IPv4
     * @param bridgeNfIp6tables filters bridged IPv6
     * @param cgroupVersion 1 or 2
     * @param securityOptions such as {@code seccomp}
     */
    public record Features(
            boolean memoryLimit,
            boolean swapLimit,
            boolean kernelMemory,
            boolean oomKillDisable,
            boolean cpuCfsPeriod,
            boolean cpuCfsQuota,
            boolean cpuShares,
            boolean cpuset,
            boolean pidsLimit,
            boolean ipv4Forwarding,
            boolean bridgeNfIptables,
            boolean bridgeNfIp6tables,
            int cgroupVersion,
            List<String> securityOptions) {}

    /**
     * Facts about the host.
     *
     * @param kernel release of the kernel
     * @param operatingSystem pretty name
     * @param architecture machine name of uname(2)
     * @param processors usable
     * @param memory bytes
     */
    public record Host(String kernel, String operatingSystem, String architecture, int processors, long memory) {}

    /** Copies. */
    public SystemInfo {
        requireNonNull(id, "id");
        storageStatus = List.copyOf(storageStatus);
        drivers = Map.copyOf(drivers);
        sockets = List.copyOf(sockets);
        labels = List.copyOf(labels);
        warnings = List.copyOf(warnings);
    }
}
