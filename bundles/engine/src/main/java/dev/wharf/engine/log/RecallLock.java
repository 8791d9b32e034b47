package dev.wharf.engine.log;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * A lock whose holder can be asked to let go of something. Asking never waits: it is done at once when nobody holds the lock,
 * else by whoever holds it, right after he has let it go.
 */
final class RecallLock {
    private final ReentrantLock lock = new ReentrantLock();
    private final Runnable letGo;
    private volatile boolean isRecalled;

    /** A lock; what is given is done under it when it is asked for. */
    RecallLock(Runnable letGo) {
        this.letGo = letGo;
    }

    Condition newCondition() {
        return lock.newCondition();
    }

    <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
            heed();
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
