package dev.wharf.network.macvlan;

import static java.util.Objects.requireNonNull;

import dev.wharf.linux.network.LinkMessages.MacvlanMode;
import dev.wharf.spi.network.IpPrefix;
import dev.wharf.spi.network.MacAddress;
import java.net.InetAddress;
import java.util.List;

/**
 * The interface that a container gets.
 *
 * @param name in the container
 * @param mark its alias
 * @param mac its hardware address; the kernel takes that of the parent for {@link MacvlanMode#PASSTHRU}
 * @param mode how it reaches others of the same parent
 * @param addresses with the lengths of their subnets
 * @param gateways of the default routes; none where they go another way
 */
record Member(
        String name,
        String mark,
        MacAddress mac,
        MacvlanMode mode,
        List<IpPrefix> addresses,
        List<InetAddress> gateways) {
    Member {
        requireNonNull(name, "name");
        requireNonNull(mark, "mark");
        requireNonNull(mac, "mac");
        requireNonNull(mode, "mode");
        addresses = List.copyOf(addresses);
        gateways = List.copyOf(gateways);
    }
}
