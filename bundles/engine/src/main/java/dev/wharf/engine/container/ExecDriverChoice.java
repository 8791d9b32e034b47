package dev.wharf.engine.container;

import dev.wharf.drivers.Drivers;
import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.container.ContainerConfig;
import dev.wharf.engine.api.container.HostConfig;
import dev.wharf.spi.exec.ExecutionDriver;
import java.util.Optional;
import java.util.Set;

/** Which execution driver runs a container: the one that its label or its runtime names, else the daemon's default. */
final class ExecDriverChoice {
    /** The label that names a driver. */
    static final String LABEL = "dev.wharf.exec-driver";

    /** What clients send that have no wish. */
    private static final Set<String> ANY = Set.of("", "runc", "io.containerd.runc.v2");

    private ExecDriverChoice() {}

    /**
     * The name of a driver that serves.
     *
     * @throws EngineException InvalidArgument for a name that no driver which works on this host has, Conflict for two names,
     *     Unavailable when none serves
     */
    static String of(Drivers<ExecutionDriver> drivers, ContainerConfig config, HostConfig hostConfig) {
        Optional<String> runtime = Optional.of(hostConfig.runtime()).filter(name -> !ANY.contains(name));
        Optional<String> label = Optional.ofNullable(config.labels().get(LABEL)).filter(name -> !name.isEmpty());
        if (runtime.isPresent() && label.isPresent() && !runtime.equals(label)) {
            throw new EngineException.Conflict(
                    "Conflicting options: runtime " + runtime.get() + " and label " + LABEL + "=" + label.get());
        }
        return label.or(() -> runtime).map(name -> serving(drivers, name)).orElseGet(drivers::defaultName);
    }

    /** With the text of Docker 20.10, daemon/daemon_unix.go, and the reason. */
    private static String serving(Drivers<ExecutionDriver> drivers, String name) {
        try {
            drivers.lease(name).close();
            return name;
        } catch (EngineException.Unavailable e) {
            throw new EngineException.InvalidArgument("Unknown runtime specified " + name + ": " + e.getMessage(), e);
        }
    }
}
