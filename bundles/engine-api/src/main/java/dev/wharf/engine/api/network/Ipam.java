package dev.wharf.engine.api.network;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;

/**
 * Where the addresses of a network come from.
 *
 * @param driver {@code default} for the engine's own pools
 * @param options of the driver
 * @param subnets in the order of the client
 */
public record Ipam(String driver, Map<String, String> options, List<Subnet> subnets) {

    /**
     * Addresses of a network. An empty text means unset.
     *
     * @param pool such as {@code 172.18.0.0/16}
     * @param range the part of it that containers get
     * @param gateway address of the router
     * @param auxiliary addresses that containers do not get, by a name that says why
     */
    public record Subnet(String pool, String range, String gateway, Map<String, String> auxiliary) {
        /** Checks and copies. */
        public Subnet {
            requireNonNull(pool, "pool");
            requireNonNull(range, "range");
            requireNonNull(gateway, "gateway");
            auxiliary = Map.copyOf(auxiliary);
        }
    }

    /** Checks and copies. */
    public Ipam {
        requireNonNull(driver, "driver");
        options = Map.copyOf(options);
        subnets = List.copyOf(subnets);
    }

    /** The engine's own pools, any free one. */
    public static Ipam any() {
        return new Ipam("default", Map.of(), List.of());
    }
}
