package dev.wharf.engine.container;

import dev.wharf.engine.api.container.NetworkStatus.Endpoint;
import dev.wharf.engine.api.network.Connections;
import dev.wharf.engine.api.network.Connections.Connection;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is left of connections after the end of a run: the networks, without addresses and ports, as Docker shows them. */
final class AtRest {
    private AtRest() {}

    static Connections of(Connections connections) {
        Map<String, Connection> endpoints = new LinkedHashMap<>();
        connections.endpoints().forEach((network, made) -> endpoints.put(network, of(made)));
        return new Connections(endpoints, Map.of());
    }

    private static Connection of(Connection made) {
        return new Connection(Endpoint.unaddressed(made.endpoint().networkId(), ""), made.driver(), "", false);
    }
}
