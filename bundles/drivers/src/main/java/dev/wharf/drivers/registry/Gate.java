package dev.wharf.drivers.registry;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts those inside, and once shut lets nobody in any more. Thread-safe, without a lock. */
final class Gate {
    private static final int SHUT = Integer.MIN_VALUE;

    private final AtomicInteger state = new AtomicInteger(); // the count, with the sign bit when shut
    private final CountDownLatch empty = new CountDownLatch(1);

    /** Goes in, unless the gate is shut. Who is in must {@link #leave()} once. */
    boolean enter() {
        int inside = state.get();
        while (inside >= 0) {
            if (state.compareAndSet(inside, inside + 1)) {
                return true;
            }
            inside = state.get();
        }
        return false;
    }

    void leave() {
        if (state.decrementAndGet() == SHUT) {
            empty.countDown();
        }
    }

    /** Lets nobody in from now on. Shutting twice is harmless. */
    void shut() {
        if (state.updateAndGet(inside -> inside | SHUT) == SHUT) {
            empty.countDown();
        }
    }

    /** Whether nobody is let in any more. */
    boolean isShut() {
        return state.get() < 0;
    }

    /** How many are inside. */
    int inside() {
        return state.get() & ~SHUT;
    }

    /**
     * Waits until all have left a gate that is shut.
     *
     * @return false when they had not within the time, or the thread was interrupted, which stays so
     */
    boolean awaitEmpty(Duration limit) {
        try {
            return empty.await(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
