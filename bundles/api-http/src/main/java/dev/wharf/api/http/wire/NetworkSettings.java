package dev.wharf.api.http.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.wharf.api.http.wire.HostConfigBody.Address;
import dev.wharf.engine.api.container.NetworkStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How a container is connected; keys and order of Docker 1.9.1, daemon/network/settings.go. The addresses at the top
 * are those of the network {@code bridge}.
 */
record NetworkSettings(
        String bridge,
        @JsonProperty("SandboxID") String sandboxId,
        boolean hairpinMode,
        @JsonProperty("LinkLocalIPv6Address") String linkLocalIpv6Address,
        @JsonProperty("LinkLocalIPv6PrefixLen") int linkLocalIpv6PrefixLength,
        Map<String, Optional<List<Address>>> ports,
        String sandboxKey,
        @JsonProperty("SecondaryIPAddresses") Optional<List<String>> secondaryIpAddresses,
        @JsonProperty("SecondaryIPv6Addresses") Optional<List<String>> secondaryIpv6Addresses,
        @JsonProperty("EndpointID") String endpointId,
        String gateway,
        @JsonProperty("GlobalIPv6Address") String globalIpv6Address,
        @JsonProperty("GlobalIPv6PrefixLen") int globalIpv6PrefixLength,
        @JsonProperty("IPAddress") String ipAddress,
        @JsonProperty("IPPrefixLen") int ipPrefixLength,
        @JsonProperty("IPv6Gateway") String ipv6Gateway,
        String macAddress,
        Map<String, Endpoint> networks) {

    private static final String BRIDGE = "bridge";

    /** A connection to a network. The id of the network is a key of 1.22 that 1.19 and 1.20 had at the top. */
    record Endpoint(
            @JsonProperty("EndpointID") String endpointId,
            String gateway,
            @JsonProperty("IPAddress") String ipAddress,
            @JsonProperty("IPPrefixLen") int ipPrefixLength,
            @JsonProperty("IPv6Gateway") String ipv6Gateway,
            @JsonProperty("GlobalIPv6Address") String globalIpv6Address,
            @JsonProperty("GlobalIPv6PrefixLen") int globalIpv6PrefixLength,
            String macAddress,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) @JsonProperty("NetworkID") String networkId) {

        static Endpoint of(NetworkStatus.Endpoint endpoint) {
            return new Endpoint(
                    endpoint.endpointId(),
                    endpoint.gateway(),
                    endpoint.ipAddress(),
                    endpoint.ipPrefixLength(),
                    endpoint.ipv6Gateway(),
                    endpoint.ipv6Address(),
                    endpoint.ipv6PrefixLength(),
                    endpoint.macAddress(),
                    endpoint.networkId());
        }
    }

    static NetworkSettings of(NetworkStatus status) {
        NetworkStatus.Endpoint bridge =
                status.endpoints().getOrDefault(BRIDGE, NetworkStatus.Endpoint.unaddressed("", ""));
        return new NetworkSettings(
                "",
                status.sandboxId(),
                false,
                "",
                0,
                ports(status),
                status.sandboxKey(),
                Optional.empty(),
                Optional.empty(),
                bridge.endpointId(),
                bridge.gateway(),
                bridge.ipv6Address(),
                bridge.ipv6PrefixLength(),
                bridge.ipAddress(),
                bridge.ipPrefixLength(),
                bridge.ipv6Gateway(),
                bridge.macAddress(),
                networks(status));
    }

    /** The connections by name of the network. */
    static Map<String, Endpoint> networks(NetworkStatus status) {
        return status.endpoints().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> Endpoint.of(entry.getValue())));
    }

    /** Published ports; null for one that is exposed alone. */
    private static Map<String, Optional<List<Address>>> ports(NetworkStatus status) {
        Map<String, Optional<List<Address>>> ports = new TreeMap<>();
        status.ports()
                .forEach((port, addresses) ->
                        ports.put(port, Optional.of(Address.of(addresses)).filter(list -> !list.isEmpty())));
        return ports;
    }
}
