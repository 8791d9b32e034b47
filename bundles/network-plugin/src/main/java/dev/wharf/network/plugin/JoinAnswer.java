package dev.wharf.network.plugin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wharf.spi.network.IpPrefix;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a plugin wants of a container that joins.
 *
 * @param source name of the interface on the host; empty when there is none
 * @param prefix of the interface's name in the container
 * @param gateway of the default route
 * @param gatewayIpv6 of the default route
 * @param routes further ones
 */
record JoinAnswer(
        String source,
        String prefix,
        Optional<InetAddress> gateway,
        Optional<InetAddress> gatewayIpv6,
        List<StaticRoute> routes) {

    /**
     * A route.
     *
     * @param destination network
     * @param nextHop empty for what is reached directly
     */
    record StaticRoute(IpPrefix destination, Optional<InetAddress> nextHop) {}

    static JoinAnswer of(JsonNode answer) {
        JsonNode name = answer.path("InterfaceName");
        List<StaticRoute> routes = new ArrayList<>();
        for (JsonNode route : answer.path("StaticRoutes")) {
            Json.prefix(route, "Destination")
                    .ifPresent(destination -> routes.add(new StaticRoute(destination, Json.address(route, "NextHop"))));
        }
        return new JoinAnswer(
                Json.text(name, "SrcName").orElse(""),
                Json.text(name, "DstPrefix").orElse(""),
                Json.address(answer, "Gateway"),
                Json.address(answer, "GatewayIPv6"),
                List.copyOf(routes));
    }

    boolean hasInterface() {
        return !source.isEmpty();
    }
}
