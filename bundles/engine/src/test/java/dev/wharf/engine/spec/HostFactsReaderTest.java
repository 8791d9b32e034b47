package dev.wharf.engine.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostFactsReaderTest {
    @TempDir
    Path root;

    @Test
    void readsSeparateHierarchies() throws IOException {
        write("sys/fs/cgroup/memory/cgroup.procs", "");
        write("sys/fs/cgroup/memory/memory.memsw.limit_in_bytes", "0");
        write("sys/fs/cgroup/cpuset/cgroup.procs", "");
        write("sys/fs/cgroup/cpuset/cpuset.cpus", "0-1\n");

        HostFacts facts = new HostFactsReader(root).read();

        assertThat(facts.unifiedCgroups()).isFalse();
        assertThat(facts.limitsMemory()).isTrue();
        assertThat(facts.limitsSwap()).isTrue();
        assertThat(facts.limitsProcessor()).isFalse();
        assertThat(facts.processors()).containsExactlyInAnyOrder(0, 1);
    }

    @Test
    void looksIntoAGroupForWhatTheRootDoesNotShow() throws IOException {
        write("sys/fs/cgroup/blkio/cgroup.procs", "");
        write("sys/fs/cgroup/blkio/other/blkio.bfq.weight", "100");

        assertThat(new HostFactsReader(root).read().weighsDisk()).isTrue();
    }

    @Test
    void knowsThatKernelMemoryHasNoLimitAnyMore() throws IOException {
        write("sys/fs/cgroup/memory/cgroup.procs", "");
        write("sys/fs/cgroup/memory/memory.kmem.limit_in_bytes", "0");
        write("proc/sys/kernel/osrelease", "5.10.0-28-amd64\n");

        assertThat(new HostFactsReader(root).read().limitsKernelMemory()).isTrue();
        write("proc/sys/kernel/osrelease", "6.1.0-18-amd64\n");
        assertThat(new HostFactsReader(root).read().limitsKernelMemory()).isFalse();
    }

    @Test
    void readsTheUnifiedHierarchy() throws IOException {
        write("sys/fs/cgroup/cgroup.controllers", "cpu memory pids\n");
        write("sys/devices/system/cpu/online", "0-3\n");

        HostFacts facts = new HostFactsReader(root).read();

        assertThat(facts.unifiedCgroups()).isTrue();
        assertThat(facts.limitsSwap()).isTrue();
        assertThat(facts.boundsProcessor()).isTrue();
        assertThat(facts.weighsDisk()).isFalse();
        assertThat(facts.tunesSwappiness()).isFalse();
        assertThat(facts.processors()).hasSize(4);
    }

    @Test
    void seesWhetherSwapIsCounted() throws IOException {
        write("sys/fs/cgroup/cgroup.controllers", "memory\n");
        write("proc/self/cgroup", "0::/system.slice/wharf.service\n");

        assertThat(new HostFactsReader(root).read().limitsSwap()).isFalse();
        write("sys/fs/cgroup/system.slice/wharf.service/memory.swap.max", "max");
        assertThat(new HostFactsReader(root).read().limitsSwap()).isTrue();
    }

    @Test
    void offersNothingWithoutControlGroups() {
        HostFacts facts = new HostFactsReader(root).read();

        assertThat(facts.controllers()).isEmpty();
        assertThat(facts.processors()).containsExactly(0);
    }

    private void write(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
