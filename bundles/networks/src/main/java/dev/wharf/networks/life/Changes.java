package dev.wharf.networks.life;

import dev.wharf.engine.api.EngineException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The changes that are being made to networks and connections. Who ends waits for them, and takes no more: who comes after him
 * loads the same records and gives the same addresses away, and would not know of what is made later. Thread-safe.
 */
final class Changes {
    private static final Logger LOG = LoggerFactory.getLogger(Changes.class);

    private final ReadWriteLock lock = new ReentrantReadWriteLock(); // held for reading by changes
    private volatile boolean ended;

    /**
     * Makes a change.
     *
     * @throws EngineException Unavailable when there are to be no more, and what the work throws
     */
    <T> T make(Supplier<T> work) {
        requireGoingOn();
        lock.readLock().lock();
        try {
            requireGoingOn();
            return work.get();
        } finally {
            lock.readLock().unlock();
        }
    }

    /** The same without a result. */
    void make(Runnable work) {
        boolean ignored = make(() -> {
            work.run();
            return true;
        });
    }

    /** Takes no more, and waits for those that are being made, but no longer than the limit. */
    void end(Duration limit) {
        ended = true;
        try {
            if (lock.writeLock().tryLock(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                lock.writeLock().unlock();
            } else {
                LOG.warn("changes of networks do not end within {}; who comes next may not know of them", limit);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void requireGoingOn() {
        if (ended) {
            throw new EngineException.Unavailable("networks are being exchanged, or the daemon ends; try again");
        }
    }
}
