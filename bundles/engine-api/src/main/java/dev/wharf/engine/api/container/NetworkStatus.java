package dev.wharf.engine.api.container;

import static java.util.Objects.requireNonNull;

import dev.wharf.engine.api.container.NetworkConfig.HostPort;
import java.util.List;
import java.util.Map;

/**
 * How a container is connected at present.
 *
 * @param sandboxId of its network namespace; empty when it has none of its own
 * @param sandboxKey path of its network namespace, or empty
 * @param ports published addresses by container port; an exposed port that is not published has an empty list
 * @param endpoints by name of the network
 */
public record NetworkStatus(
        String sandboxId, String sandboxKey, Map<String, List<HostPort>> ports, Map<String, Endpoint> endpoints) {

    /**
     * A connection to a network. Empty texts and 0 mean that there is none.
     *
     * @param networkId id of the network
     * @param endpointId id of the connection
     * @param gateway IPv4 address
     * @param ipAddress IPv4 address
     * @param ipPrefixLength bits
     * @param ipv6Gateway IPv6 address
     * @param ipv6Address IPv6 address
     * @param ipv6PrefixLength bits
     * @param macAddress of the interface
     */
    public record Endpoint(
            String networkId,
            String endpointId,
            String gateway,
            String ipAddress,
            int ipPrefixLength,
            String ipv6Gateway,
            String ipv6Address,
            int ipv6PrefixLength,
            String macAddress) {
        /** A connection without addresses. */
        public static Endpoint unaddressed(String networkId, String endpointId) {
            return new Endpoint(networkId, endpointId, "", "", 0, "", "", 0, "");
        }
    }

    /** Checks and copies. */
    public NetworkStatus {
        requireNonNull(sandboxId, "sandboxId");
        requireNonNull(sandboxKey, "sandboxKey");
        ports = Ordered.map(ports);
        endpoints = Ordered.map(endpoints);
    }

    /** Not connected. */
    public static NetworkStatus none() {
        return new NetworkStatus("", "", Map.of(), Map.of());
    }
}
