package dev.wharf.execnative;

import dev.wharf.execnative.cgroup.Cgroup;
import dev.wharf.linux.Errno;
import dev.wharf.linux.Kernel;
import dev.wharf.linux.LinuxException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Kills all processes of a control group. Where the kernel cannot do it in one call they are frozen first, so that a fork
 * bomb cannot outrun us: frozen processes are killed as soon as they thaw.
 */
final class CgroupKill {
    private static final int SIGKILL = 9;
    private static final int ROUNDS = 200;
    private static final Duration PAUSE = Duration.ofMillis(5);

    private final Kernel kernel;
    private final Cgroup cgroup;

    CgroupKill(Kernel kernel, Cgroup cgroup) {
        this.kernel = kernel;
        this.cgroup = cgroup;
    }

    /** That the group is gone is fine: whoever removed it has seen it empty. */
    void run() {
        try {
            killAll();
        } catch (LinuxException e) {
            if (!e.is(Errno.ENOENT) && !e.is(Errno.ENODEV)) {
                throw e;
            }
        }
    }

    private void killAll() {
        if (cgroup.processes().isEmpty() || cgroup.kill()) {
            return;
        }
        new Freeze(cgroup).tryFreeze();
        cgroup.processes().forEach(pid -> send(kernel, pid, SIGKILL));
        cgroup.freeze(false);
    }

    /** Removes the group; what still lives in it is killed, and gets a second to go. */
    void remove() {
        for (int round = 0; round < ROUNDS; round++) {
            if (cgroup.remove()) {
                return;
            }
            run();
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    static void send(Kernel kernel, int pid, int signal) {
        try {
            kernel.processes().kill(pid, signal);
        } catch (LinuxException e) {
            if (!e.is(Errno.ESRCH)) {
                throw e;
            }
        }
    }
}
