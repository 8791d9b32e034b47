package dev.wharf.networks.life;

import dev.wharf.engine.api.NetworkSettings;
import dev.wharf.networks.address.Block;
import dev.wharf.networks.address.HostPrefix;
import dev.wharf.networks.address.Literals;
import dev.wharf.networks.address.LocalAddresses;
import dev.wharf.networks.address.Texts;
import dev.wharf.networks.record.NetworkRecord;
import dev.wharf.networks.record.NetworkRecord.Addresses;
import dev.wharf.networks.record.SubnetRecord;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.network.AddressDriver.Pool;
import dev.wharf.spi.network.AddressDriver.PoolRequest;
import dev.wharf.spi.network.IpPrefix;
import java.math.BigInteger;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The addresses of the default bridge: those of the command line, or that the bridge has already, or that it had when the
 * daemon ran before, or else the first pool that is free.
 */
final class DefaultSubnets {
    private static final Logger LOG = LoggerFactory.getLogger(DefaultSubnets.class);

    private final NetworkSettings settings;
    private final LocalAddresses pools;

    DefaultSubnets(NetworkSettings settings, LocalAddresses pools) {
        this.settings = settings;
        this.pools = pools;
    }

    /**
     * Reserves them.
     *
     * @param old how the network was
     * @param bridge name of its interface
     */
    Addresses reserve(Optional<NetworkRecord> old, String bridge) {
        List<SubnetRecord> subnets = new ArrayList<>();
        IpPrefix wanted = wanted(old, bridge);
        reserved(wanted, settings.fixedCidr(), other("DefaultGatewayIPv4", settings.defaultGateway()))
                .or(() -> anyFree(bridge))
                .ifPresent(subnets::add);
        if (settings.ipv6()) {
            ipv6().ifPresent(subnets::add);
        }
        return new Addresses(Pools.OWN, Map.of(), subnets);
    }

    private static Map<String, String> other(String name, String router) {
        return router.isEmpty() ? Map.of() : Map.of(name, router);
    }

    /** The address of the bridge, with the length of its subnet. */
    private IpPrefix wanted(Optional<NetworkRecord> old, String bridge) {
        Optional<IpPrefix> named = flag("bip", settings.bip());
        return named.or(() -> existing(bridge)).orElseGet(() -> free(old, bridge));
    }

    private static Optional<IpPrefix> flag(String name, String text) {
        Optional<IpPrefix> value = Block.prefix(text);
        if (value.isEmpty() && !text.isEmpty()) {
            LOG.error("--{} is passed over: invalid CIDR address: {}", name, text);
        }
        return value;
    }

    private Optional<IpPrefix> existing(String bridge) {
        return pools.ofHost().stream()
                .filter(there -> there.isAddress() && there.interfaceName().equals(bridge))
                .map(HostPrefix::prefix)
                .filter(prefix -> !prefix.isIpv6())
                .findFirst();
    }

    private IpPrefix free(Optional<NetworkRecord> old, String bridge) {
        Predicate<Block> isFree = pools.freeOnHost(bridge);
        List<Block> candidates = Stream.concat(
                        old.stream()
                                .flatMap(record -> record.addresses().subnets().stream())
                                .flatMap(subnet -> Block.parse(subnet.pool()).stream())
                                .filter(pool -> !pool.isIpv6()),
                        LocalAddresses.predefined().stream())
                .toList();
        Block found = candidates.stream()
                .filter(pool -> isFree.test(pool) && !pools.overlaps(pool))
                .findFirst()
                .orElse(candidates.get(0));
        if (!found.equals(candidates.get(0))) {
            LOG.warn("{} is in use on this host: the default network has {}", candidates.get(0), found);
        }
        return first(found);
    }

    private Optional<SubnetRecord> anyFree(String bridge) {
        return reserved(free(Optional.empty(), bridge), "", Map.of());
    }

    private static IpPrefix first(Block pool) {
        return new IpPrefix(pool.at(BigInteger.ONE), pool.length());
    }

    private Optional<SubnetRecord> ipv6() {
        if (settings.fixedCidrV6().isEmpty()) {
            LOG.warn("--ipv6 without --fixed-cidr-v6: containers of the default network get no global IPv6 address");
        }
        return flag("fixed-cidr-v6", settings.fixedCidrV6())
                .flatMap(prefix -> reserved(
                        first(Block.of(prefix)), "", other("DefaultGatewayIPv6", settings.defaultGatewayV6())));
    }

    private Optional<SubnetRecord> reserved(IpPrefix router, String range, Map<String, String> auxiliary) {
        Block pool = Block.of(router);
        Optional<Block> part = flag("fixed-cidr", range).map(Block::of);
        try {
            Pool reserved = pools.requestPool(
                    new PoolRequest(Optional.of(pool.toPrefix()), part.map(Block::toPrefix), Map.of(), pool.isIpv6()));
            take(reserved.id(), router.address());
            auxiliary.values().stream()
                    .flatMap(text -> Literals.address(text).stream())
                    .filter(pool::contains)
                    .filter(address -> !address.equals(router.address()))
                    .forEach(address -> take(reserved.id(), address));
            return Optional.of(new SubnetRecord(
                    reserved.id(),
                    pool.toString(),
                    part.map(Block::toString).orElse(""),
                    Texts.of(router.address()),
                    auxiliary,
                    true));
        } catch (DriverException e) {
            LOG.error("{} for the default network: {}", pool, e.getMessage());
            return Optional.empty();
        }
    }

    private void take(String pool, InetAddress address) {
        pools.requestAddress(pool, Optional.of(address), Map.of());
    }
}
