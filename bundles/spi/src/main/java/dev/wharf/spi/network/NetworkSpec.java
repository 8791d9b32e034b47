package dev.wharf.spi.network;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;

/**
 * A network to be made.
 *
 * @param id always the network's
 * @param name of the user; may be used by other networks too
 * @param subnets IPv4 and IPv6; empty when the addresses come from elsewhere
 * @param options of the driver
 * @param isInternal whether nothing outside of it can be reached from it, nor it from outside
 */
public record NetworkSpec(
        NetworkId id, String name, List<Subnet> subnets, Map<String, String> options, boolean isInternal) {
    /** Checks and copies. */
    public NetworkSpec {
        requireNonNull(id, "id");
        requireNonNull(name, "name");
        subnets = List.copyOf(subnets);
        options = Map.copyOf(options);
    }
}
