package dev.wharf.network.bridge;

import static java.util.Objects.requireNonNull;

import dev.wharf.network.bridge.firewall.Addresses;
import dev.wharf.spi.network.EndpointId;
import dev.wharf.spi.network.EndpointSpec;
import dev.wharf.spi.network.IpPrefix;
import dev.wharf.spi.network.MacAddress;
import java.util.List;
import java.util.stream.Stream;

/**
 * An endpoint, with the network that it belongs to.
 *
 * @param spec with its hardware address
 * @param network of it
 */
record Endpoint(EndpointSpec spec, BridgeNetwork network) {
    Endpoint {
        requireNonNull(spec, "spec");
        requireNonNull(network, "network");
    }

    EndpointId id() {
        return spec.id();
    }

    /** The alias of its interface on the host. */
    String mark() {
        return Names.mark(network.id(), id());
    }

    MacAddress mac() {
        return spec.mac().orElseThrow();
    }

    List<IpPrefix> addresses() {
        return Stream.concat(spec.ipv4().stream(), spec.ipv6().stream()).toList();
    }

    Addresses plainAddresses() {
        return new Addresses(spec.ipv4().map(IpPrefix::address), spec.ipv6().map(IpPrefix::address));
    }

    /** Whether neighbours that remember another container with one of its addresses would be wrong about it. */
    boolean hasOwnMac() {
        return !mac().equals(HardwareAddresses.of(addresses().get(0)));
    }
}
