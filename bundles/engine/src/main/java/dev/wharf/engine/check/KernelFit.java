package dev.wharf.engine.check;

import static dev.wharf.engine.check.Refusal.invalidIf;

import dev.wharf.engine.api.container.HostConfig;
import dev.wharf.engine.api.container.NetworkConfig;
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
        boolean memory = kept(
                asked.memory() != 0,
                host.limitsMemory(),
                "Your kernel does not support memory limit capabilities. Limitation discarded.");
        boolean swap = kept(
                memory && asked.memorySwap() != -1,
                host.limitsSwap(),
                "Your kernel does not support swap limit capabilities, memory limited without swap.");
        boolean period = kept(
                asked.cpuPeriod() != 0,
                host.boundsProcessor(),
                "Your kernel does not support CPU cfs period. Period discarded.");
        boolean quota = kept(
                asked.cpuQuota() != 0,
                host.boundsProcessor(),
                "Your kernel does not support CPU cfs quota. Quota discarded.");
        boolean cpuset = kept(
                !asked.cpusetCpus().isEmpty() || !asked.cpusetMems().isEmpty(),
                host.choosesProcessors(),
                "Your kernel does not support cpuset. Cpuset discarded.");
        return new ResourceConfig(
                memory ? asked.memory() : 0,
                memorySwap(asked, memory, swap),
                reservation(asked),
                kernelMemory(asked),
                swappiness(asked),
                asked.oomKillDisable(),
                asked.oomScoreAdj(),
                shares(asked),
                period ? asked.cpuPeriod() : 0,
                quota ? asked.cpuQuota() : 0,
                nanoCpus(asked),
                cpuset ? asked.cpusetCpus() : "",
                cpuset ? asked.cpusetMems() : "",
                weight(asked),
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
        if (!memory || (!swap && asked.memorySwap() != -1)) {
            return memory ? -1 : 0;
        }
        boolean unset = asked.memorySwap() == 0 && asked.memory() > 0;
        boolean doubles = asked.memory() <= Long.MAX_VALUE / 2;
        return unset ? (doubles ? 2 * asked.memory() : Long.MAX_VALUE) : asked.memorySwap();
    }

    private long reservation(ResourceConfig asked) {
        boolean kept = kept(
                asked.memoryReservation() != 0,
                host.reservesMemory(),
                "Your kernel does not support memory soft limit capabilities. Limitation discarded.");
        return kept ? asked.memoryReservation() : 0;
    }

    private long kernelMemory(ResourceConfig asked) {
        boolean kept = kept(
                asked.kernelMemory() != 0,
                host.limitsKernelMemory(),
                "Your kernel does not support kernel memory limit capabilities. Limitation discarded.");
        return kept ? asked.kernelMemory() : 0;
    }

    private OptionalInt swappiness(ResourceConfig asked) {
        boolean kept = kept(
                asked.memorySwappiness().orElse(-1) != -1,
                host.tunesSwappiness(),
                "Your kernel does not support memory swappiness capabilities, memory swappiness discarded.");
        return kept || asked.memorySwappiness().orElse(0) == -1 ? asked.memorySwappiness() : OptionalInt.empty();
    }

    private long shares(ResourceConfig asked) {
        boolean kept = kept(
                asked.cpuShares() != 0,
                host.limitsProcessor(),
                "Your kernel does not support CPU shares. Shares discarded.");
        return kept ? asked.cpuShares() : 0;
    }

    private long nanoCpus(ResourceConfig asked) {
        boolean kept = kept(
                asked.nanoCpus() != 0,
                host.boundsProcessor(),
                "Your kernel does not support CPU cfs quota. Quota discarded.");
        return kept ? asked.nanoCpus() : 0;
    }

    private int weight(ResourceConfig asked) {
        boolean kept = kept(
                asked.blkioWeight() != 0,
                host.weighsDisk(),
                "Your kernel does not support Block I/O weight. Weight discarded.");
        return kept ? asked.blkioWeight() : 0;
    }

    private OptionalLong pids(ResourceConfig asked) {
        boolean kept = kept(
                asked.pidsLimit().orElse(0) > 0,
                host.limitsTasks(),
                "Your kernel does not support pids limit capabilities. Limitation discarded.");
        return kept || asked.pidsLimit().orElse(1) <= 0 ? asked.pidsLimit() : OptionalLong.empty();
    }

    /** Whether a value was asked for and can be held; warns when it was asked for in vain. */
    private boolean kept(boolean asked, boolean supported, String warning) {
        if (asked && !supported) {
            warnings.add(warning);
        }
        return asked && supported;
    }

    private void engine(HostConfig asked) {
        NetworkConfig network = asked.network();
        if (NetworkChecks.isBridged(network)) {
            warnings.add("bridge networking is not available yet, the container has no network but its loopback");
        }
        if (network.publishAllPorts()
                || !network.portBindings().isEmpty()
                || !network.links().isEmpty()) {
            warnings.add("ports are not published and links have no effect without bridge networking");
        }
        if (!asked.lxcConf().isEmpty()) {
            warnings.add("Options of the lxc driver (--lxc-conf) have no effect. Options discarded.");
        }
        boolean confined = SecurityOptions.of(asked.security().securityOpt()).namesApparmorProfile();
        if (confined && !AppArmor.ofHost().isEnabled()) {
            warnings.add("Your kernel does not support AppArmor. Profile discarded.");
        }
    }
}
