package dev.wharf.execnative;

import dev.wharf.execnative.cgroup.Cgroup;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Freezes a control group and waits until the kernel has done it. */
final class Freeze {
    private static final int ROUNDS = 1000;
    private static final Duration PAUSE = Duration.ofMillis(1);

    private final Cgroup cgroup;

    Freeze(Cgroup cgroup) {
        this.cgroup = cgroup;
    }

    void freeze() {
        if (!tryFreeze()) {
            cgroup.freeze(false);
            throw new DriverException(Kind.INTERNAL, "the kernel did not freeze all processes within a second");
        }
    }

    /** In the first version a group may stay FREEZING when it forks meanwhile; saying it again helps. */
    boolean tryFreeze() {
        cgroup.freeze(true);
        for (int round = 0; round < ROUNDS; round++) {
            if (cgroup.isFrozen()) {
                return true;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
            if (round % 20 == 19) {
                cgroup.freeze(true);
            }
        }
        return false;
    }
}
