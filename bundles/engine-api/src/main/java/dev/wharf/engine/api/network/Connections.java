package dev.wharf.engine.api.network;

import static java.util.Objects.requireNonNull;

import dev.wharf.engine.api.container.NetworkConfig.HostPort;
import dev.wharf.engine.api.container.NetworkStatus;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a running container is connected. The engine keeps it with its record of the run, and hands it back after a restart of the
 * daemon.
 *
 * @param endpoints by name of the network, in the order of connection; the first one has the default route
 * @param ports published addresses by container port; an exposed port that is not published has an empty list
 */
public record Connections(Map<String, Connection> endpoints, Map<String, List<HostPort>> ports) {

    /**
     * A connection.
     *
     * @param endpoint what clients see
     * @param driver name of the network driver
     * @param interfaceName in the container; empty for none
     * @param hasNameServer whether names of this network are resolved by the engine, at 127.0.0.11
     */
    public record Connection(
            NetworkStatus.Endpoint endpoint, String driver, String interfaceName, boolean hasNameServer) {
        /** Checks all parts. */
        public Connection {
            requireNonNull(endpoint, "endpoint");
            requireNonNull(driver, "driver");
            requireNonNull(interfaceName, "interfaceName");
        }
    }

    /** Copies. */
    public Connections {
        endpoints = Collections.unmodifiableMap(new LinkedHashMap<>(endpoints));
        ports = Collections.unmodifiableMap(new LinkedHashMap<>(ports));
    }

    /** Not connected. */
    public static Connections none() {
        return new Connections(Map.of(), Map.of());
    }
}
