package dev.wharf.networks.life;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.EngineException.Forbidden;
import dev.wharf.engine.api.EngineException.InvalidArgument;
import dev.wharf.engine.api.network.Ipam;
import dev.wharf.networks.address.Block;
import dev.wharf.networks.address.Literals;
import dev.wharf.networks.address.Texts;
import dev.wharf.networks.record.SubnetRecord;
import dev.wharf.spi.network.AddressDriver;
import dev.wharf.spi.network.AddressDriver.Pool;
import dev.wharf.spi.network.AddressDriver.PoolRequest;
import dev.wharf.spi.network.IpPrefix;
import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A subnet that is to be reserved at an address driver, with its router and what is kept from containers. The messages are
 * those of Docker 20.10, daemon/network.go and libnetwork/network.go.
 */
final class SubnetPlan {
    private static final String GATEWAY = "com.docker.network.gateway";
    private static final Map<String, String> FOR_GATEWAY = Map.of("RequestAddressType", GATEWAY);

    private final Pools pools;
    private final String driver;
    private final Map<String, String> options;
    private final boolean isIpv6;
    private final Ipam.Subnet wanted;
    private final boolean isChosen;

    private SubnetPlan(Pools pools, Ipam ipam, boolean isIpv6, Ipam.Subnet wanted, boolean isChosen) {
        this.pools = pools;
        this.driver = ipam.driver();
        this.options = ipam.options();
        this.isIpv6 = isIpv6;
        this.wanted = wanted;
        this.isChosen = isChosen;
    }

    /**
     * One that the client described.
     *
     * @throws InvalidArgument when it makes no sense
     */
    static SubnetPlan of(Pools pools, Ipam ipam, Ipam.Subnet wanted) {
        Block pool = Block.parse(wanted.pool())
                .orElseThrow(() -> new InvalidArgument(
                        "Invalid subnet " + wanted.pool() + " : invalid CIDR address: " + wanted.pool()));
        return new SubnetPlan(pools, ipam, pool.isIpv6(), wanted, false);
    }

    /** Any free one. */
    static SubnetPlan any(Pools pools, Ipam ipam, boolean isIpv6) {
        return new SubnetPlan(pools, ipam, isIpv6, new Ipam.Subnet("", "", "", Map.of()), true);
    }

    boolean isIpv6() {
        return isIpv6;
    }

    /**
     * Reserves it.
     *
     * @throws EngineException InvalidArgument, Forbidden for what overlaps or lies outside, NotFound, Unavailable, Internal;
     *     nothing is reserved then
     */
    SubnetRecord reserve() {
        Optional<InetAddress> gateway = gateway();
        PoolRequest request = new PoolRequest(
                Block.prefix(wanted.pool()).map(prefix -> Block.of(prefix).toPrefix()), range(), options, isIpv6);
        Pool pool = requested(request);
        boolean isDone = false;
        try {
            IpPrefix router = router(pool, gateway);
            SubnetRecord record = new SubnetRecord(
                    pool.id(),
                    Block.of(pool.pool()).toString(),
                    wanted.range(),
                    Texts.of(router.address()),
                    auxiliary(pool),
                    isChosen);
            isDone = true;
            return record;
        } finally {
            if (!isDone) {
                release(pool.id());
            }
        }
    }

    private Optional<InetAddress> gateway() {
        if (wanted.gateway().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Literals.address(wanted.gateway())
                .orElseThrow(() ->
                        new InvalidArgument("invalid gateway address " + wanted.gateway() + " in Ipam configuration")));
    }

    private Optional<IpPrefix> range() {
        if (wanted.range().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Block.parse(wanted.range())
                .map(Block::toPrefix)
                .orElseThrow(() -> new InvalidArgument("invalid CIDR address: " + wanted.range())));
    }

    private Pool requested(PoolRequest request) {
        try {
            return pools.call(driver, addresses -> addresses.requestPool(request));
        } catch (EngineException.Conflict e) { // Docker's status of a pool that overlaps
            throw new Forbidden(String.valueOf(e.getMessage()));
        }
    }

    private IpPrefix router(Pool pool, Optional<InetAddress> gateway) {
        Optional<IpPrefix> told = Optional.ofNullable(pool.data().get(GATEWAY)).flatMap(Block::prefix);
        if (gateway.isEmpty() && told.isPresent()) {
            return told.get();
        }
        try {
            return pools.call(driver, addresses -> addresses.requestAddress(pool.id(), gateway, FOR_GATEWAY));
        } catch (EngineException.InvalidArgument | EngineException.Conflict e) {
            throw new InvalidArgument("failed to allocate gateway (" + wanted.gateway() + "): " + e.getMessage(), e);
        }
    }

    private Map<String, String> auxiliary(Pool pool) {
        Block block = Block.of(pool.pool());
        Map<String, String> found = new TreeMap<>();
        new TreeMap<>(wanted.auxiliary()).forEach((name, text) -> {
            InetAddress address = Literals.address(text)
                    .orElseThrow(
                            () -> new InvalidArgument("non parsable secondary ip address (" + name + ":" + text + ")"));
            if (!block.contains(address)) {
                throw new Forbidden(
                        "auxilairy address: (" + name + ":" + text + ") must belong to the master pool: " + block);
            }
            keep(pool, name, address);
            found.put(name, Texts.of(address));
        });
        return found;
    }

    private void keep(Pool pool, String name, InetAddress address) {
        try {
            pools.call(driver, addresses -> addresses.requestAddress(pool.id(), Optional.of(address), Map.of()));
        } catch (EngineException.Conflict e) {
            throw new InvalidArgument(
                    "failed to allocate secondary ip address (" + name + ":" + address.getHostAddress() + "): "
                            + e.getMessage(),
                    e);
        }
    }

    private void release(String pool) {
        pools.call(driver, (AddressDriver addresses) -> {
            addresses.releasePool(pool);
            return true;
        });
    }
}
