package dev.wharf.networks.life;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.EngineException.Internal;
import dev.wharf.engine.api.EngineException.InvalidArgument;
import dev.wharf.engine.api.container.EndpointRequest;
import dev.wharf.engine.api.network.Ipam;
import dev.wharf.networks.address.Block;
import dev.wharf.networks.address.Literals;
import dev.wharf.networks.address.LocalAddresses;
import dev.wharf.networks.live.LiveNetwork;
import dev.wharf.networks.record.NetworkRecord;
import dev.wharf.networks.record.NetworkRecord.Addresses;
import dev.wharf.networks.record.SubnetRecord;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.network.AddressDriver.PoolRequest;
import dev.wharf.spi.network.EndpointSpec;
import dev.wharf.spi.network.IpPrefix;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The addresses of networks and of their members. Thread-safe. */
final class NetworkAddresses {
    private static final Logger LOG = LoggerFactory.getLogger(NetworkAddresses.class);

    private final Pools pools;
    private final Retries retries;
    private final ReentrantLock foreign = new ReentrantLock(); // one call at a time to drivers that are not ours

    /**
     * Of these drivers.
     *
     * @param retries for what a driver that is away cannot take back
     */
    NetworkAddresses(Pools pools, Retries retries) {
        this.pools = pools;
        this.retries = retries;
    }

    /**
     * Addresses of a member.
     *
     * @param ipv4 with the length of its subnet
     * @param ipv6 with the length of its subnet
     */
    record Pair(Optional<IpPrefix> ipv4, Optional<IpPrefix> ipv6) {}

    /** The engine's own pools. */
    LocalAddresses own() {
        return pools.own();
    }

    /**
     * Reserves what a new network needs.
     *
     * @throws EngineException what stands against it; nothing is reserved then
     */
    Addresses reserve(Ipam ipam, boolean isIpv6) {
        List<SubnetPlan> plans = new ArrayList<>();
        ipam.subnets().forEach(subnet -> plans.add(SubnetPlan.of(pools, ipam, subnet)));
        if (plans.stream().allMatch(SubnetPlan::isIpv6)) {
            plans.add(0, SubnetPlan.any(pools, ipam, false));
        }
        if (isIpv6 && plans.stream().noneMatch(SubnetPlan::isIpv6)) {
            plans.add(SubnetPlan.any(pools, ipam, true));
        }
        return reserve(
                ipam, plans.stream().filter(plan -> isIpv6 || !plan.isIpv6()).toList());
    }

    private Addresses reserve(Ipam ipam, List<SubnetPlan> plans) {
        List<SubnetRecord> reserved = new ArrayList<>();
        boolean isDone = false;
        try {
            plans.forEach(plan -> reserved.add(serially(ipam.driver(), plan::reserve)));
            isDone = true;
            return new Addresses(ipam.driver(), ipam.options(), reserved);
        } finally {
            if (!isDone) {
                release(new Addresses(ipam.driver(), ipam.options(), reserved));
            }
        }
    }

    /** Takes the engine's own pools of a network back, which it has had before the daemon's restart. */
    void reopen(NetworkRecord record) {
        if (!record.addresses().driver().equals(Pools.OWN)) {
            return;
        }
        for (SubnetRecord subnet : record.addresses().subnets()) {
            try {
                reopen(subnet);
            } catch (DriverException e) {
                LOG.error("subnet {} of network {}: {}", subnet.pool(), record.name(), e.getMessage());
            }
        }
    }

    private void reopen(SubnetRecord subnet) {
        pools.own()
                .requestPool(new PoolRequest(
                        Block.prefix(subnet.pool()),
                        Block.parse(subnet.range()).map(Block::toPrefix),
                        Map.of(),
                        false));
        Stream.concat(Stream.of(subnet.gateway()), subnet.auxiliary().values().stream())
                .flatMap(text -> Literals.address(text).stream())
                .distinct()
                .forEach(address -> pools.own().requestAddress(subnet.poolId(), Optional.of(address), Map.of()));
    }

    /** Gives all of a network back, perhaps later. What cannot be given back is logged. */
    void release(Addresses addresses) {
        for (SubnetRecord subnet : addresses.subnets()) {
            quietly(
                    addresses.driver(),
                    "pool " + subnet.pool(),
                    () -> pools.call(addresses.driver(), driver -> {
                        if (!addresses.driver().equals(Pools.OWN)) {
                            Literals.address(subnet.gateway())
                                    .ifPresent(gateway -> driver.releaseAddress(subnet.poolId(), gateway));
                        }
                        driver.releasePool(subnet.poolId());
                        return true;
                    }));
        }
    }

    /**
     * Takes addresses for a member.
     *
     * @throws EngineException InvalidArgument for a wanted one, Conflict when it is taken, Internal when none is left,
     *     Unavailable; nothing is taken then
     */
    Pair take(LiveNetwork network, EndpointRequest request) {
        Optional<IpPrefix> ipv4 = take(network, false, wanted(network, request.ipv4Address(), "IPv4"));
        boolean isDone = false;
        try {
            Pair pair = new Pair(ipv4, take(network, true, wanted(network, request.ipv6Address(), "IPv6")));
            isDone = true;
            return pair;
        } finally {
            if (!isDone) {
                ipv4.ifPresent(address -> giveBack(network, address));
            }
        }
    }

    /** The messages are those of Docker 20.10, daemon/container_operations.go. */
    private static Optional<InetAddress> wanted(LiveNetwork network, String text, String family) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        InetAddress address = Literals.address(text)
                .orElseThrow(() -> new InvalidArgument("invalid " + family + " address: " + text));
        if (network.isPredefined()) {
            throw new InvalidArgument("user specified IP address is supported on user defined networks only");
        }
        if (network.record().addresses().subnets().stream().allMatch(SubnetRecord::isChosen)) {
            throw new InvalidArgument(
                    "user specified IP address is supported only when connecting to networks with user"
                            + " configured subnets");
        }
        return Optional.of(address);
    }

    private Optional<IpPrefix> take(LiveNetwork network, boolean isIpv6, Optional<InetAddress> wanted) {
        Addresses addresses = network.record().addresses();
        List<SubnetRecord> candidates = addresses.subnets().stream()
                .filter(subnet -> block(subnet).isIpv6() == isIpv6)
                .filter(subnet -> wanted.isEmpty() || block(subnet).contains(wanted.get()))
                .toList();
        if (wanted.isPresent() && candidates.isEmpty()) {
            throw new InvalidArgument("Invalid address " + wanted.get().getHostAddress()
                    + ": It does not belong to any of this network's subnets");
        }
        for (SubnetRecord subnet : candidates) {
            Optional<IpPrefix> taken = take(addresses.driver(), subnet, wanted);
            if (taken.isPresent()) {
                return taken;
            }
        }
        if (!candidates.isEmpty()) {
            throw new Internal("no available IPv" + (isIpv6 ? 6 : 4) + " addresses on this network's address pools: "
                    + network.name() + " (" + network.id() + ")");
        }
        return Optional.empty();
    }

    /** Empty when this subnet has none left. */
    private Optional<IpPrefix> take(String driver, SubnetRecord subnet, Optional<InetAddress> wanted) {
        return serially(
                driver,
                () -> pools.call(driver, addresses -> {
                    try {
                        return Optional.of(addresses.requestAddress(subnet.poolId(), wanted, Map.of()));
                    } catch (DriverException e) {
                        if (e.kind() == DriverException.Kind.EXHAUSTED) {
                            return Optional.empty();
                        }
                        throw e;
                    }
                }));
    }

    /** Takes back the addresses that a running container has had all the time. */
    void retake(LiveNetwork network, EndpointSpec spec) {
        if (!network.record().addresses().driver().equals(Pools.OWN)) {
            return;
        }
        Stream.of(spec.ipv4(), spec.ipv6()).flatMap(Optional::stream).forEach(prefix -> {
            try {
                subnet(network, prefix.address()).ifPresent(subnet -> pools.own()
                        .requestAddress(subnet.poolId(), Optional.of(prefix.address()), Map.of()));
            } catch (DriverException e) {
                LOG.warn("address {} in network {}: {}", prefix, network.name(), e.getMessage());
            }
        });
    }

    /** Gives the addresses of a member back, perhaps later. What cannot be given back is logged. */
    void giveBack(LiveNetwork network, EndpointSpec spec) {
        spec.ipv4().ifPresent(address -> giveBack(network, address));
        spec.ipv6().ifPresent(address -> giveBack(network, address));
    }

    private void giveBack(LiveNetwork network, IpPrefix address) {
        String driver = network.record().addresses().driver();
        subnet(network, address.address())
                .ifPresent(subnet -> quietly(
                        driver,
                        "address " + address,
                        () -> pools.call(driver, addresses -> {
                            addresses.releaseAddress(subnet.poolId(), address.address());
                            return true;
                        })));
    }

    private static Optional<SubnetRecord> subnet(LiveNetwork network, InetAddress address) {
        return network.record().addresses().subnets().stream()
                .filter(subnet -> block(subnet).contains(address))
                .findFirst();
    }

    private static Block block(SubnetRecord subnet) {
        return Block.parse(subnet.pool()).orElseThrow(() -> new Internal("not a pool: " + subnet.pool()));
    }

    /** A driver that is away keeps what it has given out, and is told when it returns. */
    private void quietly(String driver, String what, Supplier<Boolean> work) {
        retries.attempt("the return of " + what + " to address driver " + driver, () -> tell(driver, what, work));
    }

    private void tell(String driver, String what, Supplier<Boolean> work) {
        try {
            serially(driver, work);
        } catch (EngineException.Unavailable e) {
            throw e;
        } catch (EngineException e) {
            LOG.warn("address driver {} did not take {} back: {}", driver, what, e.getMessage());
        }
    }

    private <T> T serially(String driver, Supplier<T> work) {
        if (driver.equals(Pools.OWN)) {
            return work.get();
        }
        foreign.lock();
        try {
            return work.get();
        } finally {
            foreign.unlock();
        }
    }
}
