package dev.wharf.execoci.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.linux.Linux;
import dev.wharf.linux.launch.Script;
import dev.wharf.spi.Mount;
import dev.wharf.spi.exec.Stdio;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LaunchScriptTest {
    private static final Stdio STDIO =
            new Stdio(Optional.of(Path.of("/in")), Path.of("/out"), Optional.of(Path.of("/err")));

    private static List<String> steps(List<Mount> root, List<String> shared, boolean terminal) {
        LaunchPlan plan = new LaunchPlan(root, shared, terminal, STDIO, List.of("/usr/sbin/runc", "create"));
        RunFolder folder = new RunFolder(Linux.kernel(), Path.of("/run/t"));
        try (Script script = new LaunchScript(Linux.kernel(), plan, folder).write()) {
            return script.print(Script.Section.FIRST)
                    .lines()
                    .map(line -> line.substring(0, line.lastIndexOf(": ")))
                    .toList();
        }
    }

    @Test
    void theRootIsMountedBeforeTheRuntimeStarts() {
        List<String> steps = steps(List.of(Mount.bind(Path.of("/root"))), List.of(), false);

        assertThat(steps)
                .containsSubsequence(
                        "become a subreaper",
                        "fork",
                        "new mount namespace",
                        "make mounts slaves",
                        "mount bind on /run/t/rootfs",
                        "reach the barrier",
                        "wait at the barrier",
                        "execve /usr/sbin/runc",
                        "wait for the runtime",
                        "read the pid",
                        "tell that the process is there",
                        "wait",
                        "look for the process",
                        "record the end",
                        "leave");
    }

    @Test
    void sharedFoldersAreClonedBeforeMountsAreSlaves() {
        assertThat(steps(List.of(Mount.bind(Path.of("/root"))), List.of("/mnt"), false))
                .containsSubsequence("bind /mnt", "make mounts slaves", "mount on /run/t/binds/0");
    }

    @Test
    void aFurtherProcessMountsNothing() {
        assertThat(steps(List.of(), List.of(), false)).doesNotContain("new mount namespace");
    }

    @Test
    void aTerminalIsHandedOverBeforeTheProcessIsTold() {
        assertThat(steps(List.of(), List.of(), true))
                .containsSubsequence(
                        "listen on the console socket",
                        "fork",
                        "receive the terminal",
                        "hand over the terminal",
                        "tell that the process is there");
    }
}
