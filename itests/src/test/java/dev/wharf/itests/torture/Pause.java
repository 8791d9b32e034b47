package dev.wharf.itests.torture;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Lets time pass. */
final class Pause {
    private Pause() {}

    static void of(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0 && !Thread.currentThread().isInterrupted(); ) {
            LockSupport.parkNanos(left);
            left = end - System.nanoTime();
        }
    }

    static void millis(long millis) {
        of(Duration.ofMillis(millis));
    }
}
