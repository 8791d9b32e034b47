package dev.wharf.engine.log;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * A lock whose holder can be asked to let go of something. Asking never waits: it is done at once when nobody holds the lock,
 * else by whoever holds it, right after he has let it go. It is held while a driver works, which may hang: who cannot wait
 * without end gives up.
 */
final class RecallLock {
    private final ReentrantLock lock = new ReentrantLock();
    private final Runnable letGo;
    private final Duration patience;
    private volatile boolean isRecalled;
    private volatile boolean hung; // somebody has given up since it was last free

    /** A lock; what is given is done under it when it is asked for. */
    RecallLock(Runnable letGo) {
        this(letGo, Duration.ofSeconds(5));
    }

    /** A lock that is waited for so long by those who are in a hurry. */
    RecallLock(Runnable letGo, Duration patience) {
        this.letGo = letGo;
        this.patience = patience;
    }

    Condition newCondition() {
        return lock.newCondition();
    }

    <T> T locked(Supplier<T> work) {
        lock.lock();
        return unlocking(work);
    }

    /** Does work that gives a value; empty when the lock is not free in time, or was not free for others. */
    <T> Optional<T> patiently(Supplier<T> work) {
        return isFree(hung ? Duration.ZERO : patience) ? Optional.of(unlocking(work)) : Optional.empty();
    }

    private <T> T unlocking(Supplier<T> work) {
        try {
            hung = false;
            return work.get();
        } finally {
            lock.unlock();
            heed();
        }
    }

    private boolean isFree(Duration limit) {
        try {
            boolean free = lock.tryLock(limit.toMillis(), TimeUnit.MILLISECONDS);
            hung = !free;
            return free;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    void recall() {
        isRecalled = true;
        heed();
    }

    private void heed() {
        while (isRecalled && !lock.isHeldByCurrentThread() && lock.tryLock()) {
            try {
                isRecalled = false;
                letGo.run();
            } finally {
                lock.unlock();
            }
        }
    }
}
