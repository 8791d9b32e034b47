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
    /** Those of each container that have not ended, which are few among many that have and can still be asked for. */
    private final Map<String, Set<LiveExec>> open = new ConcurrentHashMap<>();

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

    /** Those of a container that have not ended. */
    List<LiveExec> openOf(LiveContainer container) {
        return List.copyOf(open.getOrDefault(container.id(), Set.of()));
    }

    void add(LiveExec exec) {
        byId.put(exec.id(), exec);
        add(byContainer, exec);
        if (!exec.isSettled()) {
            add(open, exec);
        }
    }

    /** An exec has ended; it can still be asked for. */
    void ended(LiveExec exec) {
        remove(open, exec);
    }

    void remove(Collection<LiveExec> execs) {
        for (LiveExec exec : execs) {
            byId.remove(exec.id());
            remove(byContainer, exec);
            remove(open, exec);
        }
    }

    private static void add(Map<String, Set<LiveExec>> sets, LiveExec exec) {
        sets.compute(exec.container().id(), (id, those) -> {
            Set<LiveExec> all = those == null ? ConcurrentHashMap.newKeySet() : those;
            all.add(exec);
            return all;
        });
    }

    private static void remove(Map<String, Set<LiveExec>> sets, LiveExec exec) {
        sets.computeIfPresent(exec.container().id(), (id, those) -> {
            those.remove(exec);
            return those.isEmpty() ? null : those;
        });
    }

    /** What is told of an exec that is not there; Docker 1.9.1, errors/daemon.go. */
    static EngineException unknown(String id) {
        return new EngineException.NotFound("No such exec instance '" + id + "' found in daemon");
    }
}
