package dev.wharf.engine.api.container;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;

/**
 * How a container is to be connected to a network. An empty text means that the engine chooses.
 *
 * @param ipv4Address address
 * @param ipv6Address address
 * @param aliases further names in this network
 * @param links {@code container:alias}, names that this container alone sees in this network
 * @param options of the driver
 */
public record EndpointRequest(
        String ipv4Address, String ipv6Address, List<String> aliases, List<String> links, Map<String, String> options) {
    /** Checks and copies. */
    public EndpointRequest {
        requireNonNull(ipv4Address, "ipv4Address");
        requireNonNull(ipv6Address, "ipv6Address");
        aliases = List.copyOf(aliases);
        links = List.copyOf(links);
        options = Map.copyOf(options);
    }

    /** Nothing asked for. */
    public static EndpointRequest any() {
        return new EndpointRequest("", "", List.of(), List.of(), Map.of());
    }
}
