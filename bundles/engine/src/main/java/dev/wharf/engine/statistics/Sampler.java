package dev.wharf.engine.statistics;

import dev.wharf.engine.api.container.StatsSubscription;
import dev.wharf.engine.container.ContainerTable;
import dev.wharf.engine.container.LiveContainer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Reads the counters of each container that is watched once a second, however many watch it; others cost nothing.
 * Thread-safe.
 */
final class Sampler implements AutoCloseable {
    private final ContainerTable table;
    private final UsageReader reader;
    private final Metronome metronome;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Beating> watched = new HashMap<>(); // by id, guarded by lock

    Sampler(ContainerTable table, UsageReader reader, Metronome metronome) {
        this.table = table;
        this.reader = reader;
        this.metronome = metronome;
    }

    private record Beating(Watched container, Runnable stop) {}

    /**
     * Begins to watch a container.
     *
     * @throws dev.wharf.engine.api.EngineException Unavailable when the engine ends
     */
    StatsSubscription watch(LiveContainer container) {
        LatestSample watcher = new LatestSample(gone -> leave(container.id(), gone));
        lock.lock();
        try {
            watched.computeIfAbsent(container.id(), id -> begin(container))
                    .container()
                    .join(watcher);
            return watcher;
        } finally {
            lock.unlock();
        }
    }

    /** Ends all watching. */
    @Override
    public void close() {
        metronome.close();
        lock.lock();
        try {
            List.copyOf(watched.keySet()).forEach(this::end);
        } finally {
            lock.unlock();
        }
    }

    private Beating begin(LiveContainer container) {
        Watched begun = new Watched(container, reader);
        return new Beating(begun, metronome.start(() -> beat(begun)));
    }

    private void beat(Watched container) {
        String id = container.container().id();
        if (table.byId(id).isPresent()) {
            container.beat();
        } else {
            end(id);
        }
    }

    private void leave(String id, LatestSample watcher) {
        lock.lock();
        try {
            boolean last = Optional.ofNullable(watched.get(id))
                    .filter(beating -> beating.container().leave(watcher))
                    .isPresent();
            if (last) {
                end(id);
            }
        } finally {
            lock.unlock();
        }
    }

    private void end(String id) {
        lock.lock();
        try {
            Optional.ofNullable(watched.remove(id)).ifPresent(beating -> {
                beating.stop().run();
                beating.container().end();
            });
        } finally {
            lock.unlock();
        }
    }
}
