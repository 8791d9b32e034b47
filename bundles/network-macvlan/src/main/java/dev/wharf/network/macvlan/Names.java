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
        return "dm-" + digits(network);
    }

    private static String digits(NetworkId network) {
        String id = network.value();
        return id.substring(0, Math.min(DIGITS, id.length()));
    }

    /** The alias of a parent that was made for a network. */
    static String mark(NetworkId network) {
        return MARK + network;
    }

    /** The alias of the interface of an endpoint, in the container. With a part of the network: an alias has 255 characters. */
    static String mark(NetworkId network, EndpointId endpoint) {
        return markOfEndpoints(network) + endpoint;
    }

    /** What the aliases of all endpoints of a network begin with. */
    static String markOfEndpoints(NetworkId network) {
        return MARK + digits(network) + ':';
    }

    /** Whether an alias is one of ours. */
    static boolean isMark(String alias) {
        return alias.startsWith(MARK);
    }

    /** Whether an alias is that of an endpoint, in whichever network. */
    static boolean isMarkOf(String alias, EndpointId endpoint) {
        return alias.startsWith(MARK) && alias.endsWith(":" + endpoint) && alias.length() > (MARK + endpoint).length();
    }
}
