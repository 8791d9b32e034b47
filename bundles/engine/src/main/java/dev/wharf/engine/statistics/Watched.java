package dev.wharf.engine.statistics;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.container.ContainerStats;
import dev.wharf.engine.container.LiveContainer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A container, and those who watch it. Its counters are read by one thread. */
final class Watched {
    private static final Logger LOG = LoggerFactory.getLogger(Watched.class);

    private final LiveContainer container;
    private final UsageReader reader;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<LatestSample> watchers = new ArrayList<>(); // guarded by lock
    private Optional<ContainerStats> latest = Optional.empty(); // guarded by lock
    private Optional<Reading> before = Optional.empty(); // of the thread that reads
    private boolean failing; // of the thread that reads

    Watched(LiveContainer container, UsageReader reader) {
        this.container = container;
        this.reader = reader;
    }

    LiveContainer container() {
        return container;
    }

    /** Somebody more watches, and gets the newest sample if there is one. */
    void join(LatestSample watcher) {
        lock.lock();
        try {
            watchers.add(watcher);
            latest.ifPresent(watcher::offer);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Somebody watches no more.
     *
     * @return whether nobody does
     */
    boolean leave(LatestSample watcher) {
        lock.lock();
        try {
            watchers.remove(watcher);
            return watchers.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Reads a sample and hands it to all. */
    void beat() {
        Optional<Reading> now = read();
        String name = container.record().name();
        ContainerStats sample = now.map(reading -> reading.after(before, container.id(), name))
                .orElseGet(() -> Reading.none(container.id(), name));
        before = now;
        lock.lock();
        try {
            latest = Optional.of(sample);
            watchers.forEach(watcher -> watcher.offer(sample));
        } finally {
            lock.unlock();
        }
    }

    /** The container is gone. */
    void end() {
        lock.lock();
        try {
            watchers.forEach(LatestSample::end);
        } finally {
            lock.unlock();
        }
    }

    /** What fails is told once and shown as zeros, as Docker does; one that fails each second would fill the log. */
    private Optional<Reading> read() {
        try {
            Optional<Reading> reading = reader.read(container);
            failing = false;
            return reading;
        } catch (EngineException e) {
            if (!failing) {
                LOG.warn("statistics of container {}: {}", container.id(), e.getMessage());
            }
            failing = true;
            return Optional.empty();
        }
    }
}
