package dev.wharf.networks.address;

import static java.util.Objects.requireNonNull;

import dev.wharf.spi.network.IpPrefix;

/**
 * Addresses that the host uses.
 *
 * @param interfaceName through which they are reached
 * @param prefix the addresses
 * @param isAddress whether the address of the prefix is one of the host's own; or else it is the destination of a route
 */
public record HostPrefix(String interfaceName, IpPrefix prefix, boolean isAddress) {
    /** Checks both parts. */
    public HostPrefix {
        requireNonNull(interfaceName, "interfaceName");
        requireNonNull(prefix, "prefix");
    }
}
