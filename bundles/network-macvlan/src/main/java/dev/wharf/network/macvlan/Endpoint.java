package dev.wharf.network.macvlan;

import static java.util.Objects.requireNonNull;

import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import dev.wharf.spi.network.EndpointSpec;
import dev.wharf.spi.network.IpPrefix;
import dev.wharf.spi.network.JoinOptions;
import dev.wharf.spi.network.MacAddress;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An endpoint, with the network that it belongs to.
 *
 * @param spec with its hardware address
 * @param network of it
 */
record Endpoint(EndpointSpec spec, MacvlanNetwork network) {
    Endpoint {
        requireNonNull(spec, "spec");
        requireNonNull(network, "network");
    }

    /**
     * Chooses the hardware address where the engine leaves that to the driver.
     *
     * @throws DriverException INVALID_ARGUMENT without an address
     */
    static Endpoint of(EndpointSpec spec, MacvlanNetwork network) {
        IpPrefix address = spec.ipv4()
                .or(spec::ipv6)
                .orElseThrow(
                        () -> new DriverException(Kind.INVALID_ARGUMENT, "endpoint " + spec.id() + " has no address"));
        MacAddress mac = spec.mac().orElseGet(() -> HardwareAddresses.of(address));
        return new Endpoint(
                new EndpointSpec(spec.id(), spec.network(), spec.ipv4(), spec.ipv6(), Optional.of(mac), spec.options()),
                network);
    }

    /** The alias of its interface. */
    String mark() {
        return Names.mark(network.id(), spec.id());
    }

    /** Its interface in a container. */
    Member member(JoinOptions options) {
        List<InetAddress> gateways =
                Stream.concat(ipv4Gateway().stream(), ipv6Gateway().stream()).toList();
        return new Member(
                options.interfaceName(),
                mark(),
                spec.mac().orElseThrow(),
                network.mode(),
                Stream.concat(spec.ipv4().stream(), spec.ipv6().stream()).toList(),
                options.isDefaultRoute() ? gateways : List.of());
    }

    Optional<InetAddress> ipv4Gateway() {
        return spec.ipv4().flatMap(address -> network.gateway(false));
    }

    Optional<InetAddress> ipv6Gateway() {
        return spec.ipv6().flatMap(address -> network.gateway(true));
    }
}
