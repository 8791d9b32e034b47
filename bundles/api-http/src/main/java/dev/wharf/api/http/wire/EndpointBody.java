package dev.wharf.api.http.wire;

import dev.wharf.engine.api.container.EndpointRequest;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads how a container is to be connected to networks: {@code EndpointConfig} and {@code NetworkingConfig} of 1.22,
 * which today's clients send at any version (moby 20.10, api/types/network/network.go).
 */
final class EndpointBody {
    private EndpointBody() {}

    /** The networks of a body that makes a container. */
    static Map<String, EndpointRequest> networks(Fields body) {
        return new LinkedHashMap<>(body.fields("NetworkingConfig")
                .map("EndpointsConfig", endpoints -> network -> toDomain(endpoints.fields(network))));
    }

    /** The address of the interface that a newer client gives beside the network; empty for none. */
    static String macAddress(Fields body) {
        return body
                .fields("NetworkingConfig")
                .map(
                        "EndpointsConfig",
                        endpoints -> network -> endpoints.fields(network).text("MacAddress"))
                .values()
                .stream()
                .filter(address -> !address.isEmpty())
                .findFirst()
                .orElse("");
    }

    /** A connection; no keys ask for nothing. */
    static EndpointRequest toDomain(Fields endpoint) {
        Fields addresses = endpoint.fields("IPAMConfig");
        return new EndpointRequest(
                addresses.text("IPv4Address"),
                addresses.text("IPv6Address"),
                endpoint.texts("Aliases"),
                Links.of(endpoint),
                endpoint.map("DriverOpts"));
    }
}
