package dev.wharf.network.macvlan;

import static java.util.Objects.requireNonNull;

/**
 * An interface of the host.
 *
 * @param index its number
 * @param name its name
 * @param alias its mark, or what somebody else noted there
 */
record HostLink(int index, String name, String alias) {
    HostLink {
        requireNonNull(name, "name");
        requireNonNull(alias, "alias");
    }
}
