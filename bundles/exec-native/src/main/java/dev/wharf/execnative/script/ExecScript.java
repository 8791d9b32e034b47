package dev.wharf.execnative.script;

import static dev.wharf.linux.launch.Argument.number;

import dev.wharf.execnative.cgroup.Cgroup;
import dev.wharf.execnative.identity.Identity;
import dev.wharf.linux.Kernel;
import dev.wharf.linux.launch.Call;
import dev.wharf.linux.launch.MonitorProgram.Descriptor;
import dev.wharf.linux.launch.Script;
import dev.wharf.linux.launch.Script.Section;
import dev.wharf.spi.exec.ProcessSpec;

/**
 * The script of a further process in a container: the namespaces of its first process take the place of new ones. The
 * monitor stays outside; its child is born in the pid namespace and enters the others once it is accounted.
 * Until it executes its command it is not dumpable, so that nobody in the container can look into it.
 */
public final class ExecScript {
    private static final int NEW_PID = 0x20000000;
    /** Mount, cgroup, uts, ipc and network namespaces; flags of setns(2). */
    private static final int OTHERS = 0x00020000 | 0x02000000 | 0x04000000 | 0x08000000 | 0x40000000;

    private static final int PIDFD = Descriptor.NAMESPACE_1.number();

    private final Kernel kernel;
    private final ProcessSpec process;
    private final Cgroup cgroup;

    /**
     * Prepares a script.
     *
     * @param kernel of this machine
     * @param process what is executed
     * @param cgroup of the task
     */
    public ExecScript(Kernel kernel, ProcessSpec process, Cgroup cgroup) {
        this.kernel = kernel;
        this.process = process;
        this.cgroup = cgroup;
    }

    /**
     * Writes the script and publishes it, to be closed by the caller. The monitor's first namespace descriptor is the
     * pidfd of the task's first process.
     *
     * @param identity who the process becomes
     * @param bounding capabilities that the daemon holds
     * @param hasStdin whether it has an input
     */
    public Script write(Identity identity, long bounding, boolean hasStdin) {
        Script script = BirthSteps.script(kernel, process, cgroup, 0);
        try {
            new Steps(script, Section.ENTER).call("join pid namespace", Call.SETNS, number(PIDFD), number(NEW_PID));
            int slave = script.reserve(4);
            enter(new Steps(script, Section.FIRST), slave);
            new ProcessScript(script, Section.FIRST, process, identity).write(kernel, bounding, slave, hasStdin);
            return script;
        } catch (RuntimeException e) {
            script.close();
            throw e;
        }
    }

    private void enter(Steps steps, int slave) {
        BirthSteps birth = new BirthSteps(steps);
        birth.enter(cgroup);
        birth.score(process);
        steps.call("join namespaces", Call.SETNS, number(PIDFD), number(OTHERS));
        if (process.terminal()) {
            new TerminalSteps(steps, slave).open();
        }
        new ProcessFolder(steps).make(process.folder());
    }
}
