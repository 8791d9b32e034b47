package dev.wharf.network.bridge;

import static java.util.Objects.requireNonNull;

import dev.wharf.spi.network.IpPrefix;
import dev.wharf.spi.network.MacAddress;
import java.net.InetAddress;
import java.util.List;
import java.util.OptionalInt;

/**
 * A pair of interfaces to be made, one on the host and one in a container.
 *
 * @param name of the host's end
 * @param alias of the host's end
 * @param bridge number of the bridge that the host's end joins
 * @param isHairpin whether the bridge sends back what came from the container
 * @param inside name in the container
 * @param mac in the container
 * @param mtu of both; empty for the kernel's
 * @param addresses in the container
 * @param gateways where the container sends what is for nobody else
 */
record Pair(
        String name,
        String alias,
        int bridge,
        boolean isHairpin,
        String inside,
        MacAddress mac,
        OptionalInt mtu,
        List<IpPrefix> addresses,
        List<InetAddress> gateways) {
    Pair {
        requireNonNull(name, "name");
        requireNonNull(alias, "alias");
        requireNonNull(inside, "inside");
        requireNonNull(mac, "mac");
        requireNonNull(mtu, "mtu");
        addresses = List.copyOf(addresses);
        gateways = List.copyOf(gateways);
    }
}
