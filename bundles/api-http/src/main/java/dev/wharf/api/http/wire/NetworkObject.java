package dev.wharf.api.http.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.wharf.engine.api.container.NetworkStatus;
import dev.wharf.engine.api.network.Ipam;
import dev.wharf.engine.api.network.Network;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A network: the keys of Docker 1.9.1, api/types/types.go (NetworkResource), among those of 20.10 and in its order.
 *
 * @param name {@code Name}; the others are named likewise
 */
public record NetworkObject(
        String name,
        String id,
        String created,
        String scope,
        String driver,
        @JsonProperty("EnableIPv6") boolean enableIpv6,
        @JsonProperty("IPAM") Addresses ipam,
        boolean internal,
        Map<String, Member> containers,
        Map<String, String> options,
        Map<String, String> labels) {

    /** Where the addresses come from. */
    record Addresses(String driver, Optional<Map<String, String>> options, List<Pool> config) {
        static Addresses of(Ipam ipam) {
            return new Addresses(
                    ipam.driver(),
                    Optional.of(ipam.options()).filter(options -> !options.isEmpty()),
                    ipam.subnets().stream().map(Pool::of).toList());
        }
    }

    /** Addresses of a network. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Pool(
            String subnet,
            @JsonProperty("IPRange") String ipRange,
            String gateway,
            Map<String, String> auxiliaryAddresses) {
        static Pool of(Ipam.Subnet subnet) {
            return new Pool(subnet.pool(), subnet.range(), subnet.gateway(), subnet.auxiliary());
        }
    }

    /** A container in the network. */
    record Member(
            String name,
            @JsonProperty("EndpointID") String endpointId,
            String macAddress,
            @JsonProperty("IPv4Address") String ipv4Address,
            @JsonProperty("IPv6Address") String ipv6Address) {
        static Member of(Network.Member member) {
            NetworkStatus.Endpoint endpoint = member.endpoint();
            return new Member(
                    member.name(),
                    endpoint.endpointId(),
                    endpoint.macAddress(),
                    prefix(endpoint.ipAddress(), endpoint.ipPrefixLength()),
                    prefix(endpoint.ipv6Address(), endpoint.ipv6PrefixLength()));
        }

        private static String prefix(String address, int length) {
            return address.isEmpty() ? "" : address + "/" + length;
        }
    }

    /** The document of a network. */
    public static NetworkObject of(Network network) {
        Map<String, Member> containers = new TreeMap<>();
        network.containers().forEach((id, member) -> containers.put(id, Member.of(member)));
        return new NetworkObject(
                network.name(),
                network.id(),
                Times.text(network.created()),
                network.scope(),
                network.driver(),
                network.isIpv6(),
                Addresses.of(network.ipam()),
                network.isInternal(),
                containers,
                network.options(),
                network.labels());
    }
}
