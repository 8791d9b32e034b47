package dev.wharf.execnative;

import dev.wharf.execnative.cgroup.OutOfMemoryEvents;
import dev.wharf.linux.launch.ExitWatch;
import java.util.concurrent.locks.ReentrantLock;

/** Passes on that processes were killed for lack of memory. Thread-safe. */
final class OutOfMemoryWatch implements AutoCloseable {
    private final OutOfMemoryEvents events;
    private final ExitWatch exits;
    private final Runnable told;
    private final ReentrantLock lock = new ReentrantLock();
    private boolean closed; // guarded by lock

    OutOfMemoryWatch(OutOfMemoryEvents events, ExitWatch exits, Runnable told) {
        this.events = events;
        this.exits = exits;
        this.told = told;
        exits.watch(events.descriptor(), events.events(), this::check);
    }

    private void check() {
        if (hasNews()) {
            told.run();
        }
    }

    private boolean hasNews() {
        lock.lock();
        try {
            return !closed && events.happened();
        } finally {
            lock.unlock();
        }
    }

    /** Looks for the last time, then closes. */
    void finish() {
        check();
        close();
    }

    @Override
    public void close() {
        lock.lock();
        try {
            if (!closed) {
                closed = true;
                exits.unwatch(events.descriptor());
                events.close();
            }
        } finally {
            lock.unlock();
        }
    }
}
