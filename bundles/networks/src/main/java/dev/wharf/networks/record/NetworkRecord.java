package dev.wharf.networks.record;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A network.
 *
 * @param id 64 hex digits
 * @param name may be that of other networks, too
 * @param created when
 * @param scope {@code local} or {@code global}
 * @param driver its name; {@code host} and {@code null} need none
 * @param isIpv6 whether containers get IPv6 addresses
 * @param isInternal whether nothing outside can be reached
 * @param addresses where they come from
 * @param options of the driver
 * @param labels of the client
 */
public record NetworkRecord(
        String id,
        String name,
        Instant created,
        String scope,
        String driver,
        boolean isIpv6,
        boolean isInternal,
        Addresses addresses,
        Map<String, String> options,
        Map<String, String> labels) {

    /**
     * Where addresses come from.
     *
     * @param driver {@code default} for the engine's own pools
     * @param options of the driver
     * @param subnets IPv4 and IPv6, in the order of the client
     */
    public record Addresses(String driver, Map<String, String> options, List<SubnetRecord> subnets) {
        /** Checks and copies. */
        public Addresses {
            requireNonNull(driver, "driver");
            options = Map.copyOf(options);
            subnets = List.copyOf(subnets);
        }
    }

    /** Checks and copies. */
    public NetworkRecord {
        requireNonNull(id, "id");
        requireNonNull(name, "name");
        requireNonNull(created, "created");
        requireNonNull(scope, "scope");
        requireNonNull(driver, "driver");
        requireNonNull(addresses, "addresses");
        options = Map.copyOf(options);
        labels = Map.copyOf(labels);
    }

    /** The same network with addresses from elsewhere. */
    public NetworkRecord with(Addresses others) {
        return new NetworkRecord(id, name, created, scope, driver, isIpv6, isInternal, others, options, labels);
    }
}
