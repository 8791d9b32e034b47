package dev.wharf.engine.container;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Tells the first process of a container from another one that got its number later. */
final class FirstProcess {
    /** It is made before its start is recorded; on a busy host some time before. */
    private static final Duration BEFORE = Duration.ofSeconds(60);

    /** The kernel's times of processes count from a boot that is known to the second. */
    private static final Duration AFTER = Duration.ofSeconds(2);

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private FirstProcess() {}

    /**
     * Whether the process is there.
     *
     * @param pid its number
     * @param recorded when its start was recorded
     */
    static boolean isThere(int pid, Instant recorded) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().startInstant())
                .filter(start -> start.isAfter(recorded.minus(BEFORE)) && start.isBefore(recorded.plus(AFTER)))
                .isPresent();
    }

    /**
     * Waits until the process is not there any more; tells whether that came within the limit, and without an interrupt.
     *
     * @param pid its number
     * @param recorded when its start was recorded
     */
    static boolean awaitEnd(int pid, Instant recorded, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (isThere(pid, recorded)) {
            if (System.nanoTime() > deadline || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
        return true;
    }
}
