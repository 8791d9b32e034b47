package dev.wharf.engine.container;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.container.HostConfig;
import dev.wharf.engine.spec.Joins;
import java.util.Optional;

/** Finds the containers whose namespaces another one shares. */
final class Neighbours {
    private static final String CONTAINER = "container:";

    private final ContainerTable table;

    Neighbours(ContainerTable table) {
        this.table = table;
    }

    /**
     * The containers that must run for another one to start.
     *
     * @throws EngineException NotFound, Conflict when one does not run or is the container itself
     */
    Joins running(String id, HostConfig config) {
        return new Joins(
                running(id, config.network().mode(), "network"),
                running(id, config.security().ipcMode(), "IPC"),
                running(id, config.security().pidMode(), "PID"));
    }

    /**
     * Sees to it that the containers that are named are there.
     *
     * @throws EngineException NotFound
     */
    void check(HostConfig config) {
        named(config.network().mode()).ifPresent(table::get);
        named(config.security().ipcMode()).ifPresent(table::get);
        named(config.security().pidMode()).ifPresent(table::get);
        config.network().links().forEach(this::checkLink);
    }

    /** The id of the container whose network another one shares; empty when there is none. */
    Optional<String> network(HostConfig config) {
        try {
            return named(config.network().mode()).map(table::get).map(LiveContainer::id);
        } catch (EngineException.NotFound | EngineException.InvalidArgument ignored) {
            return Optional.empty(); // it has been removed
        }
    }

    private void checkLink(String link) {
        int colon = link.indexOf(':');
        String name = colon < 0 ? link : link.substring(0, colon);
        try {
            table.get(name);
        } catch (EngineException.NotFound e) {
            throw new EngineException.NotFound("Could not get container for " + name, e);
        }
    }

    private Optional<String> running(String id, String mode, String kind) {
        return named(mode).map(table::get).map(container -> {
            if (container.id().equals(id)) {
                throw new EngineException.Conflict("cannot join own " + kind);
            }
            if (!container.state().hasProcess()) {
                throw new EngineException.Conflict(
                        "cannot join " + kind + " of a non running container: " + container.id());
            }
            return container.id();
        });
    }

    private static Optional<String> named(String mode) {
        return mode.startsWith(CONTAINER) ? Optional.of(mode.substring(CONTAINER.length())) : Optional.empty();
    }
}
