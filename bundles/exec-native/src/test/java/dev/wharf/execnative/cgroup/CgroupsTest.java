package dev.wharf.execnative.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.linux.Kernel;
import dev.wharf.linux.Linux;
import dev.wharf.spi.exec.CgroupSpec;
import dev.wharf.spi.exec.DeviceRule;
import dev.wharf.spi.exec.Resources;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CgroupsTest {
    private static final String UNIFIED = "30 20 0:27 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw";

    @TempDir
    private Path folder;

    @Test
    void versionOneWinsOnAHostOfBoth() {
        CgroupTree tree = CgroupTree.parse(List.of(
                "28 20 0:25 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory",
                "29 20 0:26 / /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct",
                "31 20 0:26 / /mnt/cpu rw - cgroup cgroup rw,cpu,cpuacct",
                UNIFIED));

        assertThat(tree.version()).isEqualTo(1);
        assertThat(tree.hierarchies()).extracting(Hierarchy::name).containsExactly("memory", "cpu,cpuacct");
        assertThat(tree.with("cpuacct")).isPresent();
    }

    @Test
    void aGroupNeverLeavesItsHierarchy() {
        CgroupTree tree = CgroupTree.parse(List.of(UNIFIED));
        Cgroup group = new Cgroups(Linux.kernel(), tree, folder.resolve("parents")).find("/a/../../..", "b");

        assertThat(group.folder(tree.hierarchies().get(0))).isEqualTo(Path.of("/sys/fs/cgroup/unified/b"));
    }

    @Test
    void sharesBecomeWeights() {
        assertThat(ResourceFiles.weight(2)).isEqualTo(1);
        assertThat(ResourceFiles.weight(1024)).isEqualTo(39);
        assertThat(ResourceFiles.weight(262144)).isEqualTo(10000);
    }

    @Test
    void devicesAreWrittenAsTheKernelReadsThem() {
        assertThat(DeviceFiles.line(new DeviceRule('c', OptionalInt.of(136), OptionalInt.empty(), "rwm")))
                .isEqualTo("c 136:* rwm");
    }

    /** On hosts of both versions the tree of the second has no controllers, but filters devices and kills. */
    @Test
    @Tag("privileged")
    void theSecondVersionFiltersDevices() throws Exception {
        Path mount = Files.createTempDirectory("cgroup2");
        Kernel kernel = Linux.kernel();
        kernel.mounts().mount("cgroup2", mount.toString(), "cgroup2", 0, "");
        CgroupTree tree = CgroupTree.parse(List.of("1 1 0:1 / " + mount + " rw - cgroup2 cgroup2 rw"));
        Cgroups cgroups = new Cgroups(kernel, tree, folder.resolve("parents"));
        Cgroup group = cgroups.create(new CgroupSpec(
                "/",
                "wharf-test-" + ProcessHandle.current().pid(),
                Resources.unlimited(),
                List.of(new DeviceRule('c', OptionalInt.of(1), OptionalInt.of(3), "rw"))));
        try {
            Process shell = new ProcessBuilder(
                            "sh",
                            "-c",
                            "echo $$ >" + group.birthplace().orElseThrow().resolve("cgroup.procs")
                                    + "; echo x >/dev/null && echo null; head -c1 /dev/zero >/dev/null && echo zero; true")
                    .redirectErrorStream(true)
                    .start();
            String output = new String(shell.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            assertThat(shell.waitFor()).isZero();
            assertThat(output).contains("null").contains("not permitted").doesNotContain("zero\n");
        } finally {
            assertThat(group.remove()).isTrue();
            kernel.mounts().unmount(mount.toString(), 0);
            Files.delete(mount);
        }
    }

    @Test
    @Tag("privileged")
    void parentsThatAKilledDriverMadeAreRemovedByTheNext() throws Exception {
        Path mount = Files.createTempDirectory("cgroup2");
        Kernel kernel = Linux.kernel();
        kernel.mounts().mount("cgroup2", mount.toString(), "cgroup2", 0, "");
        CgroupTree tree = CgroupTree.parse(List.of("1 1 0:1 / " + mount + " rw - cgroup2 cgroup2 rw"));
        String parent = "wharf-test-" + ProcessHandle.current().pid();
        Cgroups killed = new Cgroups(kernel, tree, folder.resolve("parents"));
        killed.create(new CgroupSpec("/" + parent, "task", Resources.unlimited(), List.of()));
        try {
            Cgroups next = new Cgroups(kernel, tree, folder.resolve("parents"));
            next.removeEmptyParents();
            assertThat(mount.resolve(parent)).exists();

            next.find("/" + parent, "task").remove();
            next.removeEmptyParents();
            assertThat(mount.resolve(parent)).doesNotExist();
        } finally {
            kernel.mounts().unmount(mount.toString(), 0);
            Files.delete(mount);
        }
    }
}
