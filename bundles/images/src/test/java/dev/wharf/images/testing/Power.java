package dev.wharf.images.testing;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets the daemon die at a chosen step: from then on neither driver nor store does anything, so that what comes after it, as
 * clean-up, has no effect either. Steps lie before and after each change of the driver and of the store.
 */
public final class Power {
    private final AtomicInteger left = new AtomicInteger(Integer.MAX_VALUE);

    /** What is thrown when the daemon dies. */
    public static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** Dies at the n-th step from now on. */
    public void dieAt(int step) {
        left.set(step);
    }

    /** Comes back to life; returns whether it had died. */
    public boolean revive() {
        return left.getAndSet(Integer.MAX_VALUE) <= 0;
    }

    /** A step. */
    public void step() {
        if (left.get() != Integer.MAX_VALUE && left.decrementAndGet() <= 0) {
            left.set(0);
            throw new Killed();
        }
    }
}
