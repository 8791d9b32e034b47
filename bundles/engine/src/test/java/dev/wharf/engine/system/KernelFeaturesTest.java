package dev.wharf.engine.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.engine.api.system.SystemInfo.Features;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelFeaturesTest {
    private final Path root;

    KernelFeaturesTest(@TempDir Path root) {
        this.root = root;
    }

    @Test
    void theFilesOfVersion1Tell() throws IOException {
        file("sys/fs/cgroup/memory/cgroup.procs", "");
        file("sys/fs/cgroup/cpu/cgroup.procs", "");
        file("sys/fs/cgroup/memory/memory.oom_control", "1");
        file("sys/fs/cgroup/cpu/cpu.shares", "1024");
        file("sys/fs/cgroup/unified/cgroup.controllers", "");
        file("proc/sys/net/ipv4/ip_forward", "1\n");

        Features features = features();

        assertThat(features.cgroupVersion()).isEqualTo(1);
        assertThat(features.memoryLimit()).isTrue();
        assertThat(features.swapLimit()).isFalse();
        assertThat(features.oomKillDisable()).isTrue();
        assertThat(features.cpuShares()).isTrue();
        assertThat(features.cpuCfsQuota()).isFalse();
        assertThat(features.ipv4Forwarding()).isTrue();
        assertThat(features.bridgeNfIptables()).isFalse();
    }

    @Test
    void theControllersOfVersion2Tell() throws IOException {
        file("sys/fs/cgroup/cgroup.controllers", "cpuset cpu io memory pids\n");
        file("proc/self/cgroup", "0::/system.slice/wharf.service\n");
        file("sys/fs/cgroup/system.slice/wharf.service/memory.swap.max", "max");

        Features features = features();

        assertThat(features.cgroupVersion()).isEqualTo(2);
        assertThat(features.memoryLimit()).isTrue();
        assertThat(features.swapLimit()).isTrue();
        assertThat(features.kernelMemory()).isFalse();
        assertThat(features.oomKillDisable()).isFalse();
        assertThat(features.cpuCfsQuota()).isTrue();
        assertThat(features.cpuset()).isTrue();
        assertThat(features.pidsLimit()).isTrue();
    }

    @Test
    void whatIsMissingIsWarnedOf() throws IOException {
        file("sys/fs/cgroup/cgroup.controllers", "cpuset cpu io memory pids\n");
        file("proc/sys/net/ipv4/ip_forward", "0\n");

        assertThat(KernelFeatures.warnings(features()))
                .containsExactly(
                        "WARNING: IPv4 forwarding is disabled",
                        "WARNING: bridge-nf-call-iptables is disabled",
                        "WARNING: bridge-nf-call-ip6tables is disabled");
    }

    @Test
    void securityOptionsAreFound() throws IOException {
        file("sys/module/apparmor/parameters/enabled", "Y\n");
        file("proc/sys/kernel/seccomp/actions_avail", "kill_process allow");

        assertThat(features().securityOptions()).containsExactly("apparmor", "seccomp");
    }

    private Features features() {
        return new KernelFeatures(new HostFiles(root)).read();
    }

    private void file(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
