package dev.wharf.network.bridge;

import static java.util.Objects.requireNonNull;

/**
 * An interface as it is at one instant.
 *
 * @param index its number
 * @param name its name
 * @param kind such as {@code bridge} or {@code veth}; empty for hardware
 * @param alias what somebody noted on it; empty for nothing
 * @param master number of the bridge that it belongs to; 0 for none
 * @param peer number of its other end, in the namespace of that; 0 for none
 * @param mac its hardware address; empty for none
 * @param mtu bytes
 * @param isUp whether it was set up
 */
record HostLink(
        int index, String name, String kind, String alias, int master, int peer, String mac, int mtu, boolean isUp) {
    static final String BRIDGE = "bridge";
    static final String VETH = "veth";

    HostLink {
        requireNonNull(name, "name");
        requireNonNull(kind, "kind");
        requireNonNull(alias, "alias");
        requireNonNull(mac, "mac");
    }

    boolean isBridge() {
        return kind.equals(BRIDGE);
    }
}
