package dev.wharf.engine.api.network;

import static java.util.Objects.requireNonNull;

import dev.wharf.engine.api.container.NetworkStatus;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A network as it is at one instant.
 *
 * @param id 64 hex digits
 * @param name of the network
 * @param created when
 * @param scope {@code local} or {@code global}
 * @param driver {@code bridge}, {@code host}, {@code null} or the name of another driver
 * @param isIpv6 whether containers get IPv6 addresses
 * @param isInternal whether nothing outside can be reached
 * @param ipam with what the engine chose, so that each subnet has a pool and a gateway
 * @param containers those that run, by full id, in the order of their connection
 * @param options of the driver, with the defaults that clients are shown
 * @param labels of the client
 */
public record Network(
        String id,
        String name,
        Instant created,
        String scope,
        String driver,
        boolean isIpv6,
        boolean isInternal,
        Ipam ipam,
        Map<String, Member> containers,
        Map<String, String> options,
        Map<String, String> labels) {

    /**
     * A container in a network.
     *
     * @param name of the container
     * @param endpoint its connection
     */
    public record Member(String name, NetworkStatus.Endpoint endpoint) {
        /** Checks both parts. */
        public Member {
            requireNonNull(name, "name");
            requireNonNull(endpoint, "endpoint");
        }
    }

    /** Checks and copies. */
    public Network {
        requireNonNull(id, "id");
        requireNonNull(name, "name");
        requireNonNull(created, "created");
        requireNonNull(scope, "scope");
        requireNonNull(driver, "driver");
        requireNonNull(ipam, "ipam");
        containers = Collections.unmodifiableMap(new LinkedHashMap<>(containers));
        options = Map.copyOf(options);
        labels = Map.copyOf(labels);
    }
}
