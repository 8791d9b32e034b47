package dev.wharf.engine.container;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.container.HostConfig;
import dev.wharf.engine.spec.Joins;
import java.util.Map;
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
     * @throws EngineException NotFound, Conflict when one does not run, is the container itself or has another driver
     */
    Joins running(ContainerRecord record) {
        HostConfig config = record.hostConfig();
        return new Joins(
                running(record, config.network().mode(), "network"),
                running(record, config.security().ipcMode(), "IPC"),
                running(record, config.security().pidMode(), "PID"));
    }

    /**
     * Sees to it that the namespaces of the containers that are named can be shared, as far as they are there already.
     *
     * @param driver the execution driver of the container that names them
     * @throws EngineException Conflict for one with another driver
     */
    void check(HostConfig config, String driver) {
        Map.of(
                        "network", config.network().mode(),
                        "IPC", config.security().ipcMode(),
                        "PID", config.security().pidMode())
                .forEach((kind, mode) -> known(mode).ifPresent(other -> requireSameDriver(other, driver, kind)));
    }

    /** The id of the container whose network another one shares; empty when there is none. */
    Optional<String> network(HostConfig config) {
        return known(config.network().mode()).map(LiveContainer::id);
    }

    private Optional<LiveContainer> known(String mode) {
        try {
            return named(mode).map(table::get);
        } catch (EngineException.NotFound | EngineException.InvalidArgument ignored) {
            return Optional.empty(); // it has been removed, or is not yet made; the start tells
        }
    }

    private Optional<String> running(ContainerRecord record, String mode, String kind) {
        return named(mode).map(table::get).map(container -> {
            if (container.id().equals(record.id())) {
                throw new EngineException.Conflict("cannot join own " + kind);
            }
            if (!container.state().hasProcess()) {
                throw new EngineException.Conflict(
                        "cannot join " + kind + " of a non running container: " + container.id());
            }
            requireSameDriver(container, record.execDriver(), kind);
            return container.id();
        });
    }

    /** A driver can find its own tasks alone. */
    private static void requireSameDriver(LiveContainer other, String driver, String kind) {
        String theirs = other.record().execDriver();
        if (!theirs.equals(driver)) {
            throw new EngineException.Conflict("cannot join " + kind + " of container "
                    + other.record().name() + ": execution driver \"" + theirs + "\" runs it, not \"" + driver + "\"");
        }
    }

    private static Optional<String> named(String mode) {
        return mode.startsWith(CONTAINER) ? Optional.of(mode.substring(CONTAINER.length())) : Optional.empty();
    }
}
