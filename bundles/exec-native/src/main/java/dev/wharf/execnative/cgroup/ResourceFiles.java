package dev.wharf.execnative.cgroup;

import dev.wharf.linux.Errno;
import dev.wharf.linux.LinuxException;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import dev.wharf.spi.exec.Resources;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Writes limits. One that the kernel does not have is refused with UNSUPPORTED, but for that of kernel memory: no kernel
 * has it any longer. Formulas of the second version are those of the OCI runtime specification's conversion, as in runc's
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
        r.kernelMemory().ifPresent(value -> offer("memory", "memory.kmem.limit_in_bytes", Long.toString(value)));
        set("memory", "memory.limit_in_bytes", r.memory());
        r.memorySwap().ifPresent(value -> setUnless(value < 0, "memory", "memory.memsw.limit_in_bytes", value));
        set("memory", "memory.soft_limit_in_bytes", r.memoryReservation());
        r.swappiness().ifPresent(value -> set("memory", "memory.swappiness", Integer.toString(value)));
        if (r.oomKillDisable()) {
            set("memory", "memory.oom_control", "1");
        }
        set("cpu", "cpu.shares", r.cpuShares());
        set("cpu", "cpu.cfs_period_us", r.cpuPeriod());
        r.cpuQuota().ifPresent(value -> setUnless(value < 0, "cpu", "cpu.cfs_quota_us", value));
        set("cpuset", "cpuset.cpus", r.cpusetCpus());
        set("cpuset", "cpuset.mems", r.cpusetMems());
        r.blkioWeight().ifPresent(this::setFirstWeight);
        r.pids().ifPresent(value -> setUnless(value <= 0, "pids", "pids.max", value));
    }

    private void setFirstWeight(int weight) {
        String value = Integer.toString(weight);
        if (!offer("blkio", "blkio.bfq.weight", value)) {
            set("blkio", "blkio.weight", value);
        }
    }

    private void writeSecond(Resources r) {
        r.memory().ifPresent(value -> setUnless(value <= 0, "memory", "memory.max", value));
        r.memorySwap().ifPresent(both -> setSwap(both, r.memory().orElse(0)));
        set("memory", "memory.low", r.memoryReservation());
        r.swappiness().ifPresent(value -> refuse("memory.swappiness"));
        if (r.oomKillDisable()) {
            refuse("memory.oom_control");
        }
        r.cpuShares().ifPresent(shares -> set("cpu", "cpu.weight", Long.toString(weight(shares))));
        if (r.cpuQuota().isPresent() || r.cpuPeriod().isPresent()) {
            long quota = r.cpuQuota().orElse(-1);
            set("cpu", "cpu.max", limit(quota) + " " + r.cpuPeriod().orElse(DEFAULT_PERIOD));
        }
        set("cpuset", "cpuset.cpus", r.cpusetCpus());
        set("cpuset", "cpuset.mems", r.cpusetMems());
        r.blkioWeight().ifPresent(this::setSecondWeight);
        r.pids().ifPresent(value -> setUnless(value <= 0, "pids", "pids.max", value));
    }

    private void setSwap(long both, long memory) {
        setUnless(both < 0, "memory", "memory.swap.max", both - memory);
    }

    private void setSecondWeight(int weight) {
        if (!offer("io", "io.bfq.weight", Integer.toString(weight))) {
            set("io", "io.weight", "default " + (1 + (weight - 10) * 9999L / 990));
        }
    }

    static long weight(long shares) {
        return 1 + ((shares - 2) * 9999) / 262142;
    }

    private static String limit(long value) {
        return value <= 0 ? "max" : Long.toString(value);
    }

    private void set(String controller, String file, OptionalLong value) {
        if (value.isPresent()) {
            set(controller, file, Long.toString(value.getAsLong()));
        }
    }

    /** A new group has no limit; so none needs no file. */
    private void setUnless(boolean isNone, String controller, String file, long value) {
        if (!isNone) {
            set(controller, file, Long.toString(value));
        }
    }

    private void set(String controller, String file, String value) {
        if (!value.isEmpty() && !offer(controller, file, value)) {
            refuse(file);
        }
    }

    private static void refuse(String file) {
        throw new DriverException(Kind.UNSUPPORTED, "the kernel has no " + file);
    }

    /** Writes a value if the kernel has such a limit; false when it has none. */
    private boolean offer(String controller, String file, String value) {
        Optional<Path> folder = tree.with(controller).map(group::folder);
        try {
            return folder.isPresent() && files.writeIfThere(folder.get().resolve(file), value);
        } catch (LinuxException e) {
            if (e.is(Errno.EOPNOTSUPP)) {
                return false;
            }
            throw e;
        }
    }
}
