package dev.wharf.execnative.script;

import static dev.wharf.linux.launch.Argument.number;

import dev.wharf.execnative.cgroup.Cgroup;
import dev.wharf.linux.Kernel;
import dev.wharf.linux.launch.Call;
import dev.wharf.linux.launch.MonitorProgram.Descriptor;
import dev.wharf.linux.launch.Script;
import dev.wharf.spi.exec.ProcessSpec;
import java.util.List;

/** What a child does first, while the host's /proc and control groups are still in sight. */
final class BirthSteps {
    private static final long CLONE_CLEAR_SIGHAND = 0x100000000L;
    private static final long CLONE_INTO_CGROUP = 0x200000000L;
    private static final int PR_SET_PDEATHSIG = 1;
    private static final int SIGKILL = 9;

    private final Steps steps;

    BirthSteps(Steps steps) {
        this.steps = steps;
    }

    /** An empty script, whose child is born with default signal handlers, and in the group of the second version. */
    static Script script(Kernel kernel, ProcessSpec process, Cgroup cgroup, long cloneFlags) {
        boolean intoGroup = cgroup.birthplace().isPresent();
        long flags = cloneFlags | CLONE_CLEAR_SIGHAND | (intoGroup ? CLONE_INTO_CGROUP : 0);
        Script script = new Script(kernel.descriptors(), process.terminal(), flags, textBytes(process));
        if (intoGroup) {
            script.cloneIntoCgroup(Descriptor.CGROUP.number());
        }
        return script;
    }

    private static int textBytes(ProcessSpec process) {
        int bytes = 0;
        for (List<String> texts : List.of(process.arguments(), process.environment())) {
            for (String text : texts) {
                bytes += text.length() * 3 + 16;
            }
        }
        return bytes;
    }

    /** Dies with the monitor until the command is executed; accounts itself. */
    void enter(Cgroup cgroup) {
        steps.call("set parent death signal", Call.PRCTL, number(PR_SET_PDEATHSIG), number(SIGKILL));
        steps.call("umask", Call.UMASK, number(0));
        cgroup.joinFiles().forEach(file -> steps.write(file.toString(), "0"));
    }

    /** How soon the kernel ends it for lack of memory. Its limits come last: {@link ProcessScript}. */
    void score(ProcessSpec process) {
        if (process.oomScoreAdjust() != 0) {
            steps.write("/proc/self/oom_score_adj", Integer.toString(process.oomScoreAdjust()));
        }
    }
}
