package dev.wharf.networks.live;

import dev.wharf.engine.api.EngineException.NotRunning;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The containers that run, or are about to. Thread-safe. */
public final class ContainerTable {
    private final Map<String, LiveContainer> byId = new ConcurrentHashMap<>();

    /** A container is there. */
    public void add(LiveContainer container) {
        byId.put(container.id(), container);
    }

    /** A container has ended, if it was there. */
    public Optional<LiveContainer> remove(String id) {
        return Optional.ofNullable(byId.remove(id));
    }

    /** A container. */
    public Optional<LiveContainer> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /**
     * A container.
     *
     * @throws NotRunning when it is not there
     */
    public LiveContainer require(String id) {
        return find(id).orElseThrow(() -> new NotRunning("Container " + id + " is not running"));
    }

    /** All. */
    public Collection<LiveContainer> all() {
        return byId.values();
    }
}
