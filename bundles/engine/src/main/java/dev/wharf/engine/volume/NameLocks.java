package dev.wharf.engine.volume;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** A lock for each name, as drivers are called for one name at a time. Thread-safe. */
final class NameLocks {
    private final ConcurrentMap<String, Entry> entries = new ConcurrentHashMap<>();

    /** Does work while nobody else works under that name. */
    <T> T with(String name, Supplier<T> work) {
        Entry entry = entries.compute(name, (key, there) -> there == null ? new Entry() : there.entered());
        entry.lock.lock();
        try {
            return work.get();
        } finally {
            entry.lock.unlock();
            entries.computeIfPresent(name, (key, there) -> there.isLeft() ? null : there);
        }
    }

    private static final class Entry {
        private final ReentrantLock lock = new ReentrantLock();
        private int users = 1; // changed within compute only

        Entry entered() {
            users++;
            return this;
        }

        boolean isLeft() {
            users--;
            return users == 0;
        }
    }
}
