package dev.wharf.engine.exec;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.container.LiveContainer;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** All execs. Thread-safe; those of one container are added under its lock. */
final class ExecTable {
    private final Map<String, LiveExec> byId = new ConcurrentHashMap<>();
    private final Map<String, Set<LiveExec>> byContainer = new ConcurrentHashMap<>();

    /**
     * Finds an exec.
     *
     * @throws EngineException NotFound
     */
    LiveExec get(String id) {
        return find(id).orElseThrow(() -> unknown(id));
    }

    Optional<LiveExec> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** Those of a container. */
    List<LiveExec> of(LiveContainer container) {
        return List.copyOf(byContainer.getOrDefault(container.id(), Set.of()));
    }

    void add(LiveExec exec) {
        byId.put(exec.id(), exec);
        byContainer
                .computeIfAbsent(exec.container().id(), absent -> ConcurrentHashMap.newKeySet())
                .add(exec);
    }

    void remove(Collection<LiveExec> execs) {
        for (LiveExec exec : execs) {
            byId.remove(exec.id());
            byContainer.computeIfPresent(exec.container().id(), (id, those) -> {
                those.remove(exec);
                return those.isEmpty() ? null : those;
            });
        }
    }

    /** What is told of an exec that is not there; Docker 1.9.1, errors/daemon.go. */
    static EngineException unknown(String id) {
        return new EngineException.NotFound("No such exec instance '" + id + "' found in daemon");
    }
}
