package dev.wharf.network.bridge;

import static java.util.Objects.requireNonNull;

import dev.wharf.network.bridge.firewall.BridgeRules;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import dev.wharf.spi.network.IpPrefix;
import dev.wharf.spi.network.NetworkId;
import dev.wharf.spi.network.NetworkSpec;
import dev.wharf.spi.network.Subnet;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * A network, with its options read.
 *
 * @param spec as the engine wants it
 * @param options of it
 */
record BridgeNetwork(NetworkSpec spec, BridgeOptions options) {
    /** The auxiliary addresses that Docker takes for a router beside the bridge; libnetwork of Docker 1.9, drivers/bridge. */
    private static final String OTHER_ROUTER_IPV4 = "DefaultGatewayIPv4";

    private static final String OTHER_ROUTER_IPV6 = "DefaultGatewayIPv6";

    BridgeNetwork {
        requireNonNull(spec, "spec");
        requireNonNull(options, "options");
    }

    /**
     * Reads the options.
     *
     * @throws DriverException INVALID_ARGUMENT, also when there is no subnet
     */
    static BridgeNetwork of(NetworkSpec spec) {
        if (spec.subnets().isEmpty()) {
            throw new DriverException(
                    Kind.INVALID_ARGUMENT, "network " + spec.name() + " needs an IPv4 or IPv6 subnet for a bridge");
        }
        return new BridgeNetwork(spec, BridgeOptions.of(spec));
    }

    NetworkId id() {
        return spec.id();
    }

    String bridge() {
        return options.bridge();
    }

    /** The addresses of the bridge. */
    List<IpPrefix> bridgeAddresses() {
        return spec.subnets().stream()
                .flatMap(subnet -> subnet.gateway().stream()
                        .map(gateway -> new IpPrefix(gateway, subnet.pool().length())))
                .toList();
    }

    boolean hasIpv6() {
        return spec.subnets().stream().anyMatch(subnet -> subnet.pool().isIpv6());
    }

    /** The router of the containers; empty where they have none, as in an internal network. */
    Optional<InetAddress> gateway(boolean isIpv6) {
        if (spec.isInternal()) {
            return Optional.empty();
        }
        String other = isIpv6 ? OTHER_ROUTER_IPV6 : OTHER_ROUTER_IPV4;
        return spec.subnets().stream()
                .filter(subnet -> subnet.pool().isIpv6() == isIpv6)
                .findFirst()
                .flatMap(subnet ->
                        Optional.ofNullable(subnet.auxiliary().get(other)).or(subnet::gateway));
    }

    /** What the packet filter is told. */
    BridgeRules rules() {
        return new BridgeRules(
                bridge(),
                spec.subnets().stream().map(Subnet::pool).toList(),
                options.isMasqueraded(),
                spec.isInternal(),
                options.containersTalk());
    }
}
