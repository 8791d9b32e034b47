package dev.wharf.execnative;

import dev.wharf.linux.LinuxException;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The one deletion of a process. Who comes while it is under way waits for it; who comes later finds nothing to do, because
 * the name may belong to a successor by then. One that has failed may be tried again. Thread-safe.
 */
final class Deletion {
    private final String title;
    private final ReentrantLock lock = new ReentrantLock();
    private boolean done; // guarded by lock

    /**
     * Prepares a deletion.
     *
     * @param title what messages call the process
     */
    Deletion(String title) {
        this.title = title;
    }

    /**
     * Carries it out, unless that was done before.
     *
     * @throws DriverException of the removal; INTERNAL when the kernel refuses a part of it
     */
    void run(Runnable removal) {
        lock.lock();
        try {
            if (!done) {
                removal.run();
                done = true;
            }
        } catch (LinuxException e) {
            throw new DriverException(Kind.INTERNAL, "cannot delete " + title + ": " + e.getMessage(), e);
        } finally {
            lock.unlock();
        }
    }
}
