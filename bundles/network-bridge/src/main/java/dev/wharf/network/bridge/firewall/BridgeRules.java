package dev.wharf.network.bridge.firewall;

import static java.util.Objects.requireNonNull;

import dev.wharf.spi.network.IpPrefix;
import java.util.List;

/**
 * What holds for a network.
 *
 * @param bridge name of its interface on the host
 * @param subnets IPv4 and IPv6
 * @param isMasqueraded whether what leaves the network gets the address of the host; for IPv6 only private addresses
 *     (fc00::/7) do, as others are made to be routed
 * @param isInternal whether nothing outside of it can be reached from it, nor it from outside
 * @param mayTalk whether its containers reach each other (--icc)
 */
public record BridgeRules(
        String bridge, List<IpPrefix> subnets, boolean isMasqueraded, boolean isInternal, boolean mayTalk) {
    /** Checks and copies. */
    public BridgeRules {
        requireNonNull(bridge, "bridge");
        subnets = List.copyOf(subnets);
    }
}
