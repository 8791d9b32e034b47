package dev.wharf.spi.network;

import static java.util.Objects.requireNonNull;

import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;

/**
 * Addresses of a network.
 *
 * @param pool the addresses
 * @param gateway the address of the router, which is the host for most drivers
 * @param auxiliary addresses that containers do not get, by a name that says why
 */
public record Subnet(IpPrefix pool, Optional<InetAddress> gateway, Map<String, InetAddress> auxiliary) {
    /** Checks and copies. */
    public Subnet {
        requireNonNull(pool, "pool");
        requireNonNull(gateway, "gateway");
        auxiliary = Map.copyOf(auxiliary);
    }
}
