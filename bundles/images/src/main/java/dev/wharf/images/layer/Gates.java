package dev.wharf.images.layer;

import dev.wharf.engine.api.EngineException.Unavailable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Lets one thread at a time work on a layer, so that of two loads of one layer the second finds what the first made.
 * Unlike other locks, a gate is held while a driver works: that is its purpose, and nobody but those who need that very
 * layer waits at it. A thread passes one gate at a time.
 */
final class Gates {
    private final ConcurrentMap<String, Gate> gates = new ConcurrentHashMap<>();

    /**
     * Works alone on a key.
     *
     * @throws Unavailable when the thread is interrupted while it waits
     */
    <T> T within(String key, Supplier<T> work) {
        Gate gate =
                gates.compute(key, (same, open) -> (open == null ? new Gate(0, new ReentrantLock()) : open).more(1));
        try {
            gate.lock().lockInterruptibly();
            try {
                return work.get();
            } finally {
                gate.lock().unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable("interrupted while another request works on the same layer", e);
        } finally {
            gates.computeIfPresent(key, (same, open) -> open.users() == 1 ? null : open.more(-1));
        }
    }

    private record Gate(int users, ReentrantLock lock) {
        Gate more(int difference) {
            return new Gate(users + difference, lock);
        }
    }
}
