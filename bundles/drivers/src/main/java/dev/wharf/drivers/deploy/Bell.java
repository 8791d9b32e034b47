package dev.wharf.drivers.deploy;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Wakes one thread; rings before it waits are not lost, and several count as one. */
final class Bell {
    private final Semaphore rung = new Semaphore(0);

    void ring() {
        rung.release();
    }

    /** Waits for a ring, no longer than the limit. */
    void await(Duration limit) throws InterruptedException {
        if (rung.tryAcquire(limit.toNanos(), TimeUnit.NANOSECONDS)) {
            rung.drainPermits();
        }
    }
}
