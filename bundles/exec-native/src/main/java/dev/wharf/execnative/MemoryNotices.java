package dev.wharf.execnative;

import dev.wharf.execnative.cgroup.OutOfMemoryEvents;
import dev.wharf.linux.launch.ExitWatch;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Those who want to hear that processes of a task were killed for lack of memory. Thread-safe. */
final class MemoryNotices {
    private final Supplier<OutOfMemoryEvents> events;
    private final ExitWatch exits;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<OutOfMemoryWatch> watches = new ArrayList<>(); // guarded by lock
    private boolean over; // guarded by lock

    /**
     * Nobody hears yet.
     *
     * @param events opens the news of the task's group
     */
    MemoryNotices(Supplier<OutOfMemoryEvents> events, ExitWatch exits) {
        this.events = events;
        this.exits = exits;
    }

    /** Tells from now on; false when it is over. */
    boolean add(Runnable told) {
        lock.lock();
        try {
            if (!over) {
                watches.add(new OutOfMemoryWatch(events.get(), exits, told));
            }
            return !over;
        } finally {
            lock.unlock();
        }
    }

    /** Tells for the last time. */
    void finish() {
        end(OutOfMemoryWatch::finish);
    }

    /** Tells nothing more. */
    void close() {
        end(OutOfMemoryWatch::close);
    }

    private void end(Consumer<OutOfMemoryWatch> end) {
        List<OutOfMemoryWatch> all;
        lock.lock();
        try {
            over = true;
            all = List.copyOf(watches);
            watches.clear();
        } finally {
            lock.unlock();
        }
        all.forEach(end);
    }
}
