package dev.wharf.spi.network;

import dev.wharf.spi.Driver;
import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** Hands out addresses. The engine serializes calls for one pool. */
@ConsumerType
public interface AddressDriver extends Driver {

    /**
     * What is asked for.
     *
     * @param pool empty for any free one
     * @param range the part of the pool that containers get; empty for all of it
     * @param options of the driver
     * @param isIpv6 whether IPv6 is meant, where no pool tells
     */
    record PoolRequest(Optional<IpPrefix> pool, Optional<IpPrefix> range, Map<String, String> options, boolean isIpv6) {
        /** Copies. */
        public PoolRequest {
            options = Map.copyOf(options);
        }
    }

    /**
     * What was found.
     *
     * @param id of the pool, for the other calls
     * @param pool its addresses
     * @param data what the driver tells about it
     */
    record Pool(String id, IpPrefix pool, Map<String, String> data) {
        /** Copies. */
        public Pool {
            data = Map.copyOf(data);
        }
    }

    /**
     * Reserves a pool.
     *
     * @throws dev.wharf.spi.DriverException INVALID_ARGUMENT, ALREADY_EXISTS when it overlaps another one, EXHAUSTED,
     *     UNAVAILABLE, INTERNAL
     */
    Pool requestPool(PoolRequest request);

    /**
     * Gives a pool back. Giving back what is not reserved succeeds.
     *
     * @throws dev.wharf.spi.DriverException UNAVAILABLE, INTERNAL
     */
    void releasePool(String pool);

    /**
     * Reserves an address.
     *
     * @param wanted empty for any free one
     * @throws dev.wharf.spi.DriverException NOT_FOUND for the pool, ALREADY_EXISTS when the address is taken, EXHAUSTED,
     *     INVALID_ARGUMENT for one outside the pool, UNAVAILABLE, INTERNAL
     */
    IpPrefix requestAddress(String pool, Optional<InetAddress> wanted, Map<String, String> options);

    /**
     * Gives an address back. Giving back what is not reserved succeeds.
     *
     * @throws dev.wharf.spi.DriverException UNAVAILABLE, INTERNAL
     */
    void releaseAddress(String pool, InetAddress address);
}
