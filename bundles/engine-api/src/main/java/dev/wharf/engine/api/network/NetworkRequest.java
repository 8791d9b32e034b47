package dev.wharf.engine.api.network;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/**
 * A network to be made.
 *
 * @param name of the network
 * @param refusesDuplicate whether the name must be free
 * @param driver empty for {@code bridge}
 * @param isIpv6 whether containers get IPv6 addresses
 * @param isInternal whether nothing outside can be reached
 * @param ipam where the addresses come from
 * @param options of the driver
 * @param labels kept for the client
 */
public record NetworkRequest(
        String name,
        boolean refusesDuplicate,
        String driver,
        boolean isIpv6,
        boolean isInternal,
        Ipam ipam,
        Map<String, String> options,
        Map<String, String> labels) {
    /** Checks and copies. */
    public NetworkRequest {
        requireNonNull(name, "name");
        requireNonNull(driver, "driver");
        requireNonNull(ipam, "ipam");
        options = Map.copyOf(options);
        labels = Map.copyOf(labels);
    }
}
