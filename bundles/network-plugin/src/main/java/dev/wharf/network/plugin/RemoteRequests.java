package dev.wharf.network.plugin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import dev.wharf.spi.network.EndpointId;
import dev.wharf.spi.network.EndpointSpec;
import dev.wharf.spi.network.IpPrefix;
import dev.wharf.spi.network.MacAddress;
import dev.wharf.spi.network.NetworkId;
import dev.wharf.spi.network.NetworkSpec;
import dev.wharf.spi.network.Subnet;
import java.net.InetAddress;
import java.util.Optional;

/** What network plugins are told; drivers/remote/api of libnetwork. */
final class RemoteRequests {
    private RemoteRequests() {}

    static ObjectNode network(NetworkSpec network) {
        ObjectNode options = Json.object();
        options.put("com.docker.network.enable_ipv6", network.subnets().stream().anyMatch(RemoteRequests::isIpv6));
        if (network.isInternal()) {
            options.put("com.docker.network.internal", true);
        }
        options.set("com.docker.network.generic", Json.texts(network.options()));
        ObjectNode request = Json.object().put("NetworkID", network.id().value());
        request.set("Options", options);
        request.set("IPv4Data", subnets(network, false));
        request.set("IPv6Data", subnets(network, true));
        return request;
    }

    private static boolean isIpv6(Subnet subnet) {
        return subnet.pool().isIpv6();
    }

    private static ArrayNode subnets(NetworkSpec network, boolean ipv6) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        network.subnets().stream().filter(subnet -> isIpv6(subnet) == ipv6).forEach(subnet -> list.add(subnet(subnet)));
        return list;
    }

    private static ObjectNode subnet(Subnet subnet) {
        ObjectNode node = Json.object()
                .put("AddressSpace", "LocalDefault")
                .put("Pool", subnet.pool().toString());
        subnet.gateway().ifPresent(gateway -> node.put("Gateway", inPool(gateway, subnet)));
        ObjectNode others = node.putObject("AuxAddresses");
        subnet.auxiliary().forEach((name, address) -> others.put(name, inPool(address, subnet)));
        return node;
    }

    private static String inPool(InetAddress address, Subnet subnet) {
        return new IpPrefix(address, subnet.pool().length()).toString();
    }

    static ObjectNode endpoint(EndpointSpec endpoint) {
        ObjectNode request = ids(endpoint.network(), endpoint.id());
        request.set("Options", Json.texts(endpoint.options()));
        request.putObject("Interface")
                .put("Address", endpoint.ipv4().map(IpPrefix::toString).orElse(""))
                .put("AddressIPv6", endpoint.ipv6().map(IpPrefix::toString).orElse(""))
                .put("MacAddress", endpoint.mac().map(MacAddress::value).orElse(""));
        return request;
    }

    static ObjectNode ids(NetworkId network, EndpointId endpoint) {
        return Json.object().put("NetworkID", network.value()).put("EndpointID", endpoint.value());
    }

    /** An endpoint with what the plugin chose; it may not change what was chosen already. */
    static EndpointSpec completed(EndpointSpec endpoint, JsonNode told) {
        return new EndpointSpec(
                endpoint.id(),
                endpoint.network(),
                either(endpoint.ipv4(), Json.prefix(told, "Address")),
                either(endpoint.ipv6(), Json.prefix(told, "AddressIPv6")),
                either(endpoint.mac(), Json.mac(told, "MacAddress")),
                endpoint.options());
    }

    private static <T> Optional<T> either(Optional<T> ours, Optional<T> theirs) {
        if (ours.isPresent() && theirs.isPresent() && !ours.equals(theirs)) {
            throw new DriverException(
                    Kind.INTERNAL,
                    "the plugin changed " + ours.get() + ", which was chosen already, to " + theirs.get());
        }
        return ours.or(() -> theirs);
    }
}
