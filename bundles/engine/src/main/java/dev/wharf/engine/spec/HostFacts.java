package dev.wharf.engine.spec;

import java.util.Set;

/**
 * What the host's kernel offers to containers.
 *
 * @param unifiedCgroups whether cgroups are version 2 alone
 * @param controllers names of the cgroup controllers that can be used
 * @param cgroupFiles names of the limits that the kernel has, such as {@code memory.memsw.limit_in_bytes}
 * @param processors numbers of the processors that can be used
 * @param memoryNodes numbers of the memory nodes
 */
public record HostFacts(
        boolean unifiedCgroups,
        Set<String> controllers,
        Set<String> cgroupFiles,
        Set<Integer> processors,
        Set<Integer> memoryNodes) {
    /** Checks and copies. */
    public HostFacts {
        controllers = Set.copyOf(controllers);
        cgroupFiles = Set.copyOf(cgroupFiles);
        processors = Set.copyOf(processors);
        memoryNodes = Set.copyOf(memoryNodes);
    }

    /** Whether memory can be limited. */
    public boolean limitsMemory() {
        return controllers.contains("memory");
    }

    /** Whether swap can be limited. */
    public boolean limitsSwap() {
        return cgroupFiles.contains(unifiedCgroups ? "memory.swap.max" : "memory.memsw.limit_in_bytes");
    }

    /** Whether swapping can be tuned for a group; cgroup version 2 has nothing of the kind. */
    public boolean tunesSwappiness() {
        return !unifiedCgroups && cgroupFiles.contains("memory.swappiness");
    }

    /** Whether memory can be reserved. */
    public boolean reservesMemory() {
        return limitsMemory();
    }

    /** Whether kernel memory can be limited; cgroup version 2 has nothing of the kind. */
    public boolean limitsKernelMemory() {
        return !unifiedCgroups && cgroupFiles.contains("memory.kmem.limit_in_bytes");
    }

    /** Whether processes can wait in place of being killed for lack of memory. */
    public boolean disablesOomKill() {
        return !unifiedCgroups && cgroupFiles.contains("memory.oom_control");
    }

    /** Whether processor time can be shared by weight and bounded. */
    public boolean limitsProcessor() {
        return controllers.contains("cpu");
    }

    /** Whether processor time can be bounded. */
    public boolean boundsProcessor() {
        return cgroupFiles.contains(unifiedCgroups ? "cpu.max" : "cpu.cfs_quota_us");
    }

    /** Whether processors and memory nodes can be chosen. */
    public boolean choosesProcessors() {
        return controllers.contains("cpuset");
    }

    /** Whether disk bandwidth can be shared by weight. */
    public boolean weighsDisk() {
        return cgroupFiles.contains("blkio.weight")
                || cgroupFiles.contains("blkio.bfq.weight")
                || cgroupFiles.contains("io.weight")
                || cgroupFiles.contains("io.bfq.weight");
    }

    /** Whether the number of tasks can be limited. */
    public boolean limitsTasks() {
        return controllers.contains("pids");
    }
}
