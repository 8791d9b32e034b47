package dev.wharf.images;

import dev.wharf.engine.api.EngineException.Unavailable;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The changes that are being made to images. A service that ends waits for them, and takes no more: the one that comes after
 * it keeps the same records and layers, and two must not tidy them at once. Thread-safe.
 */
final class Changing {
    private static final Logger LOG = LoggerFactory.getLogger(Changing.class);
    private static final int MOST = Integer.MAX_VALUE;

    private final Semaphore places = new Semaphore(MOST);
    private volatile boolean ended;

    /**
     * Makes a change.
     *
     * @throws dev.wharf.engine.api.EngineException Unavailable when the service has ended, and what the work throws
     */
    <T> T run(Supplier<T> work) {
        places.acquireUninterruptibly();
        try {
            if (ended) {
                throw new Unavailable("images are being exchanged, or the daemon ends; try again");
            }
            return work.get();
        } finally {
            places.release();
        }
    }

    /** Takes no more changes, and waits for those that are being made, but no longer than the limit. */
    void end(Duration limit) {
        ended = true;
        try {
            if (places.tryAcquire(MOST, limit.toMillis(), TimeUnit.MILLISECONDS)) {
                places.release(MOST);
            } else {
                LOG.warn("changes of images do not end; they fail at their next step");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
