package dev.wharf.engine.spec;

import dev.wharf.engine.api.container.ResourceConfig;
import dev.wharf.engine.api.container.ResourceConfig.Ulimit;
import dev.wharf.spi.exec.ResourceLimit;
import dev.wharf.spi.exec.Resources;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/** Translates limits. In the client's words 0 and an empty text mean unset. */
public final class ResourceLimits {
    /** The names of setrlimit(2) in the client's words. */
    public static final Set<String> ULIMITS = Set.of(
            "core",
            "cpu",
            "data",
            "fsize",
            "locks",
            "memlock",
            "msgqueue",
            "nice",
            "nofile",
            "nproc",
            "rss",
            "rtprio",
            "rttime",
            "sigpending",
            "stack");

    /** The period to which billionths of a processor refer: 100 ms. */
    private static final long NANO_PERIOD = 100_000;

    private static final long NANO = 1_000_000_000;

    private ResourceLimits() {}

    /** Limits of the cgroup. */
    static Resources resources(ResourceConfig config) {
        return new Resources(
                positive(config.memory()),
                config.memorySwap() == 0 ? OptionalLong.empty() : OptionalLong.of(config.memorySwap()),
                positive(config.memoryReservation()),
                positive(config.kernelMemory()),
                swappiness(config),
                config.oomKillDisable(),
                positive(config.cpuShares()),
                config.nanoCpus() > 0 ? OptionalLong.of(NANO_PERIOD) : positive(config.cpuPeriod()),
                quota(config),
                config.cpusetCpus(),
                config.cpusetMems(),
                config.blkioWeight() == 0 ? OptionalInt.empty() : OptionalInt.of(config.blkioWeight()),
                pids(config));
    }

    /** Limits of the processes. */
    static List<ResourceLimit> limits(ResourceConfig config) {
        return config.ulimits().stream().map(ResourceLimits::limit).toList();
    }

    private static ResourceLimit limit(Ulimit ulimit) {
        return new ResourceLimit(ulimit.name(), ulimit.soft(), ulimit.hard());
    }

    private static OptionalInt swappiness(ResourceConfig config) {
        int value = config.memorySwappiness().orElse(-1);
        return value < 0 ? OptionalInt.empty() : OptionalInt.of(value);
    }

    private static OptionalLong quota(ResourceConfig config) {
        if (config.nanoCpus() > 0) {
            return OptionalLong.of(config.nanoCpus() * NANO_PERIOD / NANO);
        }
        return config.cpuQuota() == 0 ? OptionalLong.empty() : OptionalLong.of(config.cpuQuota());
    }

    private static OptionalLong pids(ResourceConfig config) {
        long limit = config.pidsLimit().orElse(0);
        return limit <= 0 ? OptionalLong.empty() : OptionalLong.of(limit);
    }

    private static OptionalLong positive(long value) {
        return value > 0 ? OptionalLong.of(value) : OptionalLong.empty();
    }
}
