package dev.wharf.spi.network;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Optional;

/**
 * A connection of a container to a network.
 *
 * @param id always the connection's
 * @param network that it belongs to
 * @param ipv4 address, with the length of its subnet
 * @param ipv6 address, with the length of its subnet
 * @param mac empty when the driver chooses
 * @param options of the driver
 */
public record EndpointSpec(
        EndpointId id,
        NetworkId network,
        Optional<IpPrefix> ipv4,
        Optional<IpPrefix> ipv6,
        Optional<MacAddress> mac,
        Map<String, String> options) {
    /** Checks and copies. */
    public EndpointSpec {
        requireNonNull(id, "id");
        requireNonNull(network, "network");
        requireNonNull(ipv4, "ipv4");
        requireNonNull(ipv6, "ipv6");
        requireNonNull(mac, "mac");
        options = Map.copyOf(options);
    }
}
