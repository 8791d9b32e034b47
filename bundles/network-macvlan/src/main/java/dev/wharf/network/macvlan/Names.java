package dev.wharf.network.macvlan;

import dev.wharf.spi.network.EndpointId;
import dev.wharf.spi.network.NetworkId;

/** Names of interfaces that the driver makes on the host, and the aliases by which its interfaces are known as ours; ip-link(8). */
final class Names {
    private static final String MARK = "wharf-macvlan:";
    private static final int DIGITS = 12;

    private Names() {}

    /** The parent of a network that is on no wire, as Docker calls it; libnetwork of Docker 20.10, drivers/macvlan. */
    static String isolated(NetworkId network) {
        String id = network.value();
        return "dm-" + id.substring(0, Math.min(DIGITS, id.length()));
    }

    /** The alias of a parent that was made for a network. */
    static String mark(NetworkId network) {
        return MARK + network;
    }

    /** The alias of the interface of an endpoint, in the container. */
    static String mark(EndpointId endpoint) {
        return MARK + endpoint;
    }
}
