package dev.wharf.engine.system;

import dev.wharf.engine.api.system.SystemInfo.Features;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the kernel can do, by the files that it shows. With cgroup v1 a controller's files are there in its hierarchy; on
 * the unified hierarchy alone, its root names the controllers and has few files of its own.
 */
final class KernelFeatures {
    private static final String CGROUP = "sys/fs/cgroup/";
    private static final String UNIFIED = CGROUP + "cgroup.controllers";

    private final HostFiles host;

    KernelFeatures(HostFiles host) {
        this.host = host;
    }

    Features read() {
        boolean unified = host.exists(UNIFIED);
        return new Features(
                has("memory", "memory.limit_in_bytes"),
                unified ? hasSwapMax() : file("memory", "memory.memsw.limit_in_bytes"),
                file("memory", "memory.kmem.limit_in_bytes"),
                file("memory", "memory.oom_control"),
                has("cpu", "cpu.cfs_period_us"),
                has("cpu", "cpu.cfs_quota_us"),
                has("cpu", "cpu.shares"),
                has("cpuset", "cpuset.cpus"),
                unified ? controls("pids") : host.exists(CGROUP + "pids"),
                host.isOn("proc/sys/net/ipv4/ip_forward"),
                host.isOn("proc/sys/net/bridge/bridge-nf-call-iptables"),
                host.isOn("proc/sys/net/bridge/bridge-nf-call-ip6tables"),
                unified ? 2 : 1,
                securityOptions());
    }

    private boolean has(String controller, String file) {
        return file(controller, file) || controls(controller);
    }

    private boolean file(String controller, String file) {
        return host.exists(CGROUP + controller + "/" + file);
    }

    private boolean controls(String controller) {
        return host.hasWord(UNIFIED, controller);
    }

    /** The root has no such file, so the daemon's own cgroup tells; in the root itself the controller must do. */
    private boolean hasSwapMax() {
        Optional<String> own = host.value("proc/self/cgroup", "0:").map(path -> path.replaceFirst("^:?/", ""));
        return own.filter(path -> !path.isEmpty())
                .map(path -> host.exists(CGROUP + path + "/memory.swap.max"))
                .orElseGet(() -> controls("memory"));
    }

    private List<String> securityOptions() {
        List<String> options = new ArrayList<>();
        if (host.isOn("sys/module/apparmor/parameters/enabled")) {
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
