package dev.wharf.spi.testkit.exec;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what comes soon. */
final class Waiting {
    private static final long PAUSE_NANOS = 5_000_000;

    private Waiting() {}

    /**
     * Looks again and again.
     *
     * @param what is awaited, for the failure
     */
    static void until(Duration patience, Supplier<String> what, BooleanSupplier condition) {
        long end = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("waited " + patience.toSeconds() + " s for " + what.get());
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
