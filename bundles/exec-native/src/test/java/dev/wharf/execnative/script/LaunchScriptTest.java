package dev.wharf.execnative.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.execnative.cgroup.Cgroup;
import dev.wharf.execnative.cgroup.CgroupTree;
import dev.wharf.execnative.cgroup.Cgroups;
import dev.wharf.execnative.identity.Identity;
import dev.wharf.linux.Kernel;
import dev.wharf.linux.Linux;
import dev.wharf.linux.launch.Script;
import dev.wharf.linux.launch.Script.Section;
import dev.wharf.spi.Mount;
import dev.wharf.spi.exec.CgroupSpec;
import dev.wharf.spi.exec.Namespace;
import dev.wharf.spi.exec.Namespaces;
import dev.wharf.spi.exec.ProcessSpec;
import dev.wharf.spi.exec.ResourceLimit;
import dev.wharf.spi.exec.Resources;
import dev.wharf.spi.exec.SeccompPolicy;
import dev.wharf.spi.exec.TaskId;
import dev.wharf.spi.exec.TaskSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Limits hold for the launcher, too, as soon as they are set. */
final class LaunchScriptTest {
    private static final Kernel KERNEL = Linux.kernel();

    @TempDir
    Path folder;

    private static ProcessSpec process(boolean noNewPrivileges) {
        return new ProcessSpec(
                List.of("/true"),
                List.of(),
                "/",
                "",
                List.of(),
                Set.of("CHOWN"),
                Stream.of("nofile", "nproc", "fsize", "stack", "as", "data")
                        .map(name -> new ResourceLimit(name, 5, 5))
                        .toList(),
                false,
                noNewPrivileges,
                0,
                Optional.of(new SeccompPolicy(SeccompPolicy.Action.allow(), List.of())),
                "profile");
    }

    private static TaskSpec task(ProcessSpec process) {
        Namespace fresh = new Namespace.New();
        return new TaskSpec(
                new TaskId("t"),
                process,
                List.of(Mount.bind(Path.of("/image"))),
                false,
                List.of(),
                List.of(),
                new Namespaces(fresh, fresh, fresh, fresh, new Namespace.Host()),
                new CgroupSpec("/docker", "t", Resources.unlimited(), List.of()),
                "",
                "",
                List.of(),
                List.of(),
                Map.of());
    }

    private List<String> steps(ProcessSpec process, Section section) {
        Cgroup cgroup = new Cgroups(
                        KERNEL,
                        CgroupTree.parse(List.of("1 0 0:1 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw")),
                        folder.resolve("parents"))
                .find("/docker", "t");
        LaunchScript launch = new LaunchScript(KERNEL, task(process), cgroup, folder);
        try (Script script = launch.write(List.of())) {
            new ProcessScript(script, Section.SECOND, process, new Identity(0, 0, List.of(), "/root"))
                    .write(KERNEL, 3, launch.slave(), false);
            return script.print(section)
                    .lines()
                    .map(line -> line.substring(0, line.indexOf(':')))
                    .toList();
        }
    }

    @Test
    void mountsAreMadeWithoutTheLimits() {
        assertThat(steps(process(false), Section.FIRST))
                .contains("pivot_root")
                .noneMatch(step -> step.startsWith("set limit"));
    }

    @Test
    void aNewNetworkHasItsLoopbackUpBeforeTheBarrier() {
        assertThat(steps(process(false), Section.FIRST)).containsSubsequence("raise the loopback", "reach the barrier");
    }

    @Test
    void limitsAreSetOnceNothingIsOpenedAndBeforeTheFilterAndTheLossOfRights() {
        List<String> steps = steps(process(false), Section.SECOND);

        assertThat(steps)
                .containsSubsequence(
                        "open /dev/null", "close descriptors", "write exec profile to /proc/self/attr/exec");
        assertThat(steps.subList(steps.indexOf("set limit nofile"), steps.size()))
                .containsExactly(
                        "set limit nofile",
                        "set limit nproc",
                        "set limit fsize",
                        "set limit stack",
                        "set limit as",
                        "set limit data",
                        "load seccomp filter",
                        "drop capability",
                        "setgroups",
                        "setgid",
                        "setuid",
                        "capset",
                        "clear ambient capabilities",
                        "clear parent death signal",
                        "clear signal mask",
                        "execve /true");
    }

    @Test
    void withoutNewPrivilegesTheLimitsComeBeforeTheRights() {
        assertThat(steps(process(true), Section.SECOND))
                .containsSubsequence("set limit data", "drop capability", "capset", "load seccomp filter");
    }
}
