package dev.wharf.engine.check;

import static dev.wharf.engine.check.Refusal.invalidIf;

import dev.wharf.engine.api.container.HostConfig;
import dev.wharf.engine.api.container.ResourceConfig;
import dev.wharf.engine.spec.AppArmor;
import dev.wharf.engine.spec.HostFacts;
import dev.wharf.engine.spec.SecurityOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Fits a host configuration to what this kernel and this engine can do, and says what was taken out. */
public final class KernelFit {
    private final HostFacts host;
    private final List<String> warnings = new ArrayList<>();
    private final HostConfig config;

    /** Fits a configuration; the result is ready when the constructor returns. */
    public KernelFit(HostConfig config, HostFacts host) {
        this.host = host;
        this.config =
                config.toBuilder().resources(resources(config.resources())).build();
        engine(config);
    }

    /** The configuration without what cannot be held, and with the limits that follow from others. */
    public HostConfig config() {
        return config;
    }

    /** Sentences for the user. */
    public List<String> warnings() {
        return List.copyOf(warnings);
    }

    private ResourceConfig resources(ResourceConfig asked) {
        invalidIf(asked.oomKillDisable() && !host.disablesOomKill(), "Your kernel does not support oom kill disable.");
        long memory = kept(asked.memory(), host.limitsMemory(), "memory limit capabilities. Limitation");
        boolean swap = memory == 0 || asked.memorySwap() == -1 || host.limitsSwap();
        if (!swap) {
            warnings.add("Your kernel does not support swap limit capabilities, memory limited without swap.");
        }
        boolean bounds = host.boundsProcessor();
        boolean sets = host.choosesProcessors();
        boolean choice = !asked.cpusetCpus().isEmpty() || !asked.cpusetMems().isEmpty();
        kept(choice ? 1 : 0, sets, "cpuset. Cpuset");
        return new ResourceConfig(
                memory,
                memorySwap(asked, memory > 0, swap),
                kept(asked.memoryReservation(), host.reservesMemory(), "memory soft limit capabilities. Limitation"),
                kept(asked.kernelMemory(), host.limitsKernelMemory(), "kernel memory limit capabilities. Limitation"),
                swappiness(asked),
                asked.oomKillDisable(),
                asked.oomScoreAdj(),
                kept(asked.cpuShares(), host.limitsProcessor(), "CPU shares. Shares"),
                kept(asked.cpuPeriod(), bounds, "CPU cfs period. Period"),
                kept(asked.cpuQuota(), bounds, "CPU cfs quota. Quota"),
                kept(asked.nanoCpus(), bounds, "CPU cfs quota. Quota"),
                sets ? asked.cpusetCpus() : "",
                sets ? asked.cpusetMems() : "",
                (int) kept(asked.blkioWeight(), host.weighsDisk(), "Block I/O weight. Weight"),
                pids(asked),
                asked.ulimits(),
                asked.devices(),
                asked.cgroupParent());
    }

    /** Twice the memory unless the client said something; Docker 1.9.1, adaptContainerSettings. */
    private static long memorySwap(ResourceConfig asked, boolean memory, boolean swap) {
        if (asked.memorySwap() > 0 && asked.memory() == 0) {
            return asked.memorySwap(); // refused by the checks
        }
        if (!memory || !swap) {
            return memory ? -1 : 0;
        }
        boolean doubles = asked.memory() <= Long.MAX_VALUE / 2;
        return asked.memorySwap() == 0 ? (doubles ? 2 * asked.memory() : Long.MAX_VALUE) : asked.memorySwap();
    }

    /** -1 is the host's own value, which needs nothing of the kernel. */
    private OptionalInt swappiness(ResourceConfig asked) {
        boolean wanted = asked.memorySwappiness().orElse(-1) != -1;
        if (wanted && !host.tunesSwappiness()) {
            warnings.add("Your kernel does not support memory swappiness capabilities, memory swappiness discarded.");
            return OptionalInt.empty();
        }
        return asked.memorySwappiness();
    }

    /** 0 and less are no limit, which needs nothing of the kernel. */
    private OptionalLong pids(ResourceConfig asked) {
        long limit = Math.max(asked.pidsLimit().orElse(0), 0);
        boolean held = kept(limit, host.limitsTasks(), "pids limit capabilities. Limitation") == limit;
        return held ? asked.pidsLimit() : OptionalLong.empty();
    }

    /** The value, or 0 with a warning when it was asked for in vain. */
    private long kept(long asked, boolean supported, String what) {
        if (asked != 0 && !supported) {
            warnings.add("Your kernel does not support " + what + " discarded.");
        }
        return supported ? asked : 0;
    }

    private void engine(HostConfig asked) {
        if (!asked.lxcConf().isEmpty()) {
            warnings.add("Options of the lxc driver (--lxc-conf) have no effect. Options discarded.");
        }
        boolean confined = SecurityOptions.of(asked.security().securityOpt()).namesApparmorProfile();
        if (confined && !AppArmor.ofHost().isEnabled()) {
            warnings.add("Your kernel does not support AppArmor. Profile discarded.");
        }
    }
}
