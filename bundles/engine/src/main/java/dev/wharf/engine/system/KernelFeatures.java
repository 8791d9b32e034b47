package dev.wharf.engine.system;

import dev.wharf.engine.api.system.SystemInfo.Features;
import dev.wharf.engine.spec.AppArmor;
import dev.wharf.engine.spec.HostFacts;
import dev.wharf.engine.spec.HostFactsReader;
import java.util.ArrayList;
import java.util.List;

/** What the kernel can do, by the same facts by which limits of containers are taken or discarded. */
final class KernelFeatures {
    private final HostFiles host;

    KernelFeatures(HostFiles host) {
        this.host = host;
    }

    Features read() {
        HostFacts facts = new HostFactsReader(host.root()).read();
        return new Features(
                facts.limitsMemory(),
                facts.limitsSwap(),
                facts.limitsKernelMemory(),
                facts.disablesOomKill(),
                facts.boundsProcessor(),
                facts.boundsProcessor(),
                facts.limitsProcessor(),
                facts.choosesProcessors(),
                facts.limitsTasks(),
                host.isOn("proc/sys/net/ipv4/ip_forward"),
                host.isOn("proc/sys/net/bridge/bridge-nf-call-iptables"),
                host.isOn("proc/sys/net/bridge/bridge-nf-call-ip6tables"),
                facts.unifiedCgroups() ? 2 : 1,
                securityOptions());
    }

    private List<String> securityOptions() {
        List<String> options = new ArrayList<>();
        if (new AppArmor(host.root().resolve("sys")).isEnabled()) {
            options.add("apparmor");
        }
        if (host.exists("proc/sys/kernel/seccomp/actions_avail")) {
            options.add("seccomp");
        }
        return options;
    }

    /** What Docker 20.10 warns of (daemon/info.go), in its words. */
    static List<String> warnings(Features features) {
        List<String> warnings = new ArrayList<>();
        warn(warnings, features.memoryLimit(), "No memory limit support");
        warn(warnings, features.swapLimit(), "No swap limit support");
        warn(warnings, features.oomKillDisable() || features.cgroupVersion() == 2, "No oom kill disable support");
        warn(warnings, features.cpuCfsQuota(), "No cpu cfs quota support");
        warn(warnings, features.cpuCfsPeriod(), "No cpu cfs period support");
        warn(warnings, features.cpuShares(), "No cpu shares support");
        warn(warnings, features.cpuset(), "No cpuset support");
        warn(warnings, features.ipv4Forwarding(), "IPv4 forwarding is disabled");
        warn(warnings, features.bridgeNfIptables(), "bridge-nf-call-iptables is disabled");
        warn(warnings, features.bridgeNfIp6tables(), "bridge-nf-call-ip6tables is disabled");
        return warnings;
    }

    private static void warn(List<String> warnings, boolean works, String text) {
        if (!works) {
            warnings.add("WARNING: " + text);
        }
    }
}
