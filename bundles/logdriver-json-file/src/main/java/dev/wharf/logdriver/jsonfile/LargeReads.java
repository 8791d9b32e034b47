package dev.wharf.logdriver.jsonfile;

import java.util.concurrent.Semaphore;

/**
 * Limits how many readers have large buffers at once, so that any number of clients that read slowly, or follow, take little
 * memory. The others read in small pieces, which takes about twice the time. Thread-safe.
 */
final class LargeReads {
    /** With half a MiB each. */
    private static final int MOST = 32;

    private final Semaphore free = new Semaphore(MOST);

    /** Whether one more may begin; {@link #end} is due then. */
    boolean begin() {
        return free.tryAcquire();
    }

    /** One is over. */
    void end() {
        free.release();
    }
}
