package dev.wharf.execnative.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.execnative.cgroup.Cgroup;
import dev.wharf.execnative.cgroup.CgroupTree;
import dev.wharf.execnative.cgroup.Cgroups;
import dev.wharf.execnative.identity.Identity;
import dev.wharf.linux.Linux;
import dev.wharf.linux.launch.Script;
import dev.wharf.linux.launch.Script.Section;
import dev.wharf.spi.exec.ProcessSpec;
import dev.wharf.spi.exec.ResourceLimit;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ExecScriptTest {
    private static final String FIRST_VERSION = "1 0 0:1 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory";
    private static final String SECOND_VERSION = "1 0 0:1 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw";

    @TempDir
    Path folder;

    private static ProcessSpec process(boolean terminal, boolean noNewPrivileges) {
        return new ProcessSpec(
                List.of("true"),
                List.of("PATH=/sbin:/bin"),
                "/work",
                "",
                List.of(),
                Set.of("CHOWN"),
                List.of(new ResourceLimit("nofile", 100, 200)),
                terminal,
                noNewPrivileges,
                7,
                Optional.empty(),
                "");
    }

    private Cgroup group(String mount) {
        return new Cgroups(Linux.kernel(), CgroupTree.parse(List.of(mount)), folder.resolve("parents"))
                .find("/docker", "c");
    }

    private List<String> steps(ProcessSpec process, Cgroup cgroup, Section section) {
        Identity identity = new Identity(0, 0, List.of(), "/root");
        try (Script script = new ExecScript(Linux.kernel(), process, cgroup).write(identity, 3, true)) {
            return script.print(section)
                    .lines()
                    .map(line -> line.substring(0, line.indexOf(':')))
                    .toList();
        }
    }

    @Test
    void theMonitorItselfJoinsNothing() {
        // the pid namespace takes effect for its child alone
        assertThat(steps(process(false, false), group(FIRST_VERSION), Section.ENTER))
                .containsExactly("join pid namespace");
    }

    @Test
    void whatNeedsTheHostComesBeforeTheContainerAndTheCommandLast() {
        String group = "write 0 to /sys/fs/cgroup/memory/docker/c/tasks";
        String score = "write 7 to /proc/self/oom_score_adj";

        assertThat(steps(process(false, false), group(FIRST_VERSION), Section.FIRST))
                .containsExactly(
                        "set parent death signal",
                        "umask",
                        group,
                        group,
                        group,
                        score,
                        score,
                        score,
                        "join namespaces",
                        "mkdir /work",
                        "tell that it was let go",
                        "chdir to cwd (\"/work\")",
                        "getcwd",
                        "check that the working folder is inside the root",
                        "new session",
                        "dup2",
                        "dup2",
                        "dup2",
                        "close descriptors",
                        "umask",
                        "set limit nofile",
                        "drop capability",
                        "setgroups",
                        "setgid",
                        "setuid",
                        "capset",
                        "clear ambient capabilities",
                        "clear parent death signal",
                        "clear signal mask",
                        "execve /sbin/true",
                        "execve /bin/true");
    }

    @Test
    void aProcessIsBornInAGroupOfTheSecondVersion() {
        assertThat(steps(process(false, false), group(SECOND_VERSION), Section.FIRST))
                .noneMatch(step -> step.contains("/sys/fs/cgroup"));
    }

    @Test
    void aTerminalIsOpenedInTheContainer() {
        List<String> steps = steps(process(true, false), group(SECOND_VERSION), Section.FIRST);

        assertThat(steps.indexOf("open /dev/pts/ptmx")).isGreaterThan(steps.indexOf("join namespaces"));
        assertThat(steps).containsSubsequence("hand over terminal", "new session", "set controlling terminal");
    }

    @Test
    void newPrivilegesAreForbiddenWhenAllRightsAreSet() {
        assertThat(steps(process(false, true), group(SECOND_VERSION), Section.FIRST))
                .containsSubsequence("capset", "set no new privileges", "execve /sbin/true");
    }
}
