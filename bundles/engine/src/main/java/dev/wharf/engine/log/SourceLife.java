package dev.wharf.engine.log;

import java.util.concurrent.locks.ReentrantLock;

/**
 * Whether an output source is still of use. What it holds is let go of once: by the thread that copies when it is done,
 * or by the one that closes a source that nobody copies. Thread-safe.
 */
final class SourceLife {
    private final Runnable release;
    private final ReentrantLock lock = new ReentrantLock();
    private boolean copying; // guarded by lock
    private boolean released; // guarded by lock
    private volatile boolean closed;

    SourceLife(Runnable release) {
        this.release = release;
    }

    boolean isClosed() {
        return closed;
    }

    /** Begins to copy; false when the source was closed before. */
    boolean begin() {
        lock.lock();
        try {
            copying = !closed;
            return copying;
        } finally {
            lock.unlock();
        }
    }

    /** Ends the copying. */
    void end() {
        lock.lock();
        try {
            copying = false;
            closed = true;
            releaseOnce();
        } finally {
            lock.unlock();
        }
    }

    /** Closes the source. */
    void close() {
        lock.lock();
        try {
            closed = true;
            if (!copying) {
                releaseOnce();
            }
        } finally {
            lock.unlock();
        }
    }

    private void releaseOnce() {
        if (!released) {
            released = true;
            release.run();
        }
    }
}
