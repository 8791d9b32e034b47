package dev.wharf.execnative.cgroup;

import dev.wharf.linux.Errno;
import dev.wharf.linux.LinuxException;
import dev.wharf.spi.exec.Resources;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * Writes limits. Formulas of the second version are those of the OCI runtime specification's conversion, as in runc's
 * libcontainer/cgroups/utils.go.
 */
final class ResourceFiles {
    private static final long DEFAULT_PERIOD = 100_000;

    private final CgroupTree tree;
    private final ControlFile files;
    private final Cgroup group;

    ResourceFiles(CgroupTree tree, ControlFile files, Cgroup group) {
        this.tree = tree;
        this.files = files;
        this.group = group;
    }

    void write(Resources resources) {
        if (tree.isUnified()) {
            writeSecond(resources);
        } else {
            writeFirst(resources);
        }
    }

    private void writeFirst(Resources r) {
        set("memory", "memory.kmem.limit_in_bytes", r.kernelMemory());
        set("memory", "memory.limit_in_bytes", r.memory());
        set("memory", "memory.memsw.limit_in_bytes", r.memorySwap());
        set("memory", "memory.soft_limit_in_bytes", r.memoryReservation());
        r.swappiness().ifPresent(value -> set("memory", "memory.swappiness", Integer.toString(value)));
        if (r.oomKillDisable()) {
            set("memory", "memory.oom_control", "1");
        }
        set("cpu", "cpu.shares", r.cpuShares());
        set("cpu", "cpu.cfs_period_us", r.cpuPeriod());
        set("cpu", "cpu.cfs_quota_us", r.cpuQuota());
        set("cpuset", "cpuset.cpus", r.cpusetCpus());
        set("cpuset", "cpuset.mems", r.cpusetMems());
        r.blkioWeight().ifPresent(this::setWeight);
        r.pids().ifPresent(value -> set("pids", "pids.max", limit(value)));
    }

    private void setWeight(int weight) {
        Path folder = tree.with("blkio").map(group::folder).orElse(Path.of("/"));
        if (!files.writeIfThere(folder.resolve("blkio.bfq.weight"), Integer.toString(weight))) {
            files.writeIfThere(folder.resolve("blkio.weight"), Integer.toString(weight));
        }
    }

    private void writeSecond(Resources r) {
        r.memory().ifPresent(value -> set("memory", "memory.max", limit(value)));
        r.memorySwap()
                .ifPresent(both ->
                        set("memory", "memory.swap.max", swap(both, r.memory().orElse(0))));
        set("memory", "memory.low", r.memoryReservation());
        r.cpuShares().ifPresent(shares -> set("cpu", "cpu.weight", Long.toString(weight(shares))));
        if (r.cpuQuota().isPresent() || r.cpuPeriod().isPresent()) {
            long quota = r.cpuQuota().orElse(-1);
            set("cpu", "cpu.max", limit(quota) + " " + r.cpuPeriod().orElse(DEFAULT_PERIOD));
        }
        set("cpuset", "cpuset.cpus", r.cpusetCpus());
        set("cpuset", "cpuset.mems", r.cpusetMems());
        r.blkioWeight().ifPresent(value -> set("io", "io.weight", "default " + (1 + (value - 10) * 9999L / 990)));
        r.pids().ifPresent(value -> set("pids", "pids.max", limit(value)));
    }

    static long weight(long shares) {
        return 1 + ((shares - 2) * 9999) / 262142;
    }

    private static String swap(long both, long memory) {
        return both < 0 ? "max" : Long.toString(both - memory);
    }

    private static String limit(long value) {
        return value <= 0 ? "max" : Long.toString(value);
    }

    private void set(String controller, String file, OptionalLong value) {
        if (value.isPresent()) {
            set(controller, file, Long.toString(value.getAsLong()));
        }
    }

    /** What the kernel does not have is passed over: the engine has warned when the container was made. */
    private void set(String controller, String file, String value) {
        if (value.isEmpty()) {
            return;
        }
        tree.with(controller)
                .ifPresent(hierarchy -> write(group.folder(hierarchy).resolve(file), value));
    }

    private void write(Path file, String value) {
        try {
            files.writeIfThere(file, value);
        } catch (LinuxException e) {
            if (!e.is(Errno.EOPNOTSUPP)) {
                throw e;
            }
        }
    }
}
