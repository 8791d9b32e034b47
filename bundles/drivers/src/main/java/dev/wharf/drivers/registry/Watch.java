package dev.wharf.drivers.registry;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** The lock of a table of drivers, with a way to wait for changes. Nothing foreign is called while it is held. */
final class Watch {
    /** How often a hope is looked at that ends with time and not with a change. */
    private static final long STEP = TimeUnit.MILLISECONDS.toNanos(50);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final AtomicLong changes = new AtomicLong();

    /** Changes what the lock guards, and wakes those who wait. */
    void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            changes.incrementAndGet();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Reads what the lock guards. */
    <T> T read(Supplier<T> reading) {
        lock.lock();
        try {
            return reading.get();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Asks until there is an answer; the questions are asked without the lock.
     *
     * @param hope whether waiting makes sense
     * @return empty when hope or patience ended, or the thread was interrupted, which stays so
     */
    <T> Optional<T> await(Duration patience, Supplier<Optional<T>> question, BooleanSupplier hope) {
        try {
            long left = patience.toNanos();
            long seen = changes.get();
            Optional<T> answer = question.get();
            while (answer.isEmpty() && left > 0 && hope.getAsBoolean()) {
                left -= awaitChange(seen, Math.min(left, STEP));
                seen = changes.get();
                answer = question.get();
            }
            // What was hoped for may have come between the last question and the end of hope.
            return answer.isEmpty() ? question.get() : answer;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Waits for a change after those that were seen; returns the time that passed, in nanoseconds. */
    @SuppressWarnings("WaitNotInLoop") // the caller loops, and asks its question without the lock
    private long awaitChange(long seen, long nanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            return changes.get() == seen ? nanos - changed.awaitNanos(nanos) : 0;
        } finally {
            lock.unlock();
        }
    }
}
