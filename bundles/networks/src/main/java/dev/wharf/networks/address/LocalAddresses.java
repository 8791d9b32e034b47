package dev.wharf.networks.address;

import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import dev.wharf.spi.network.AddressDriver;
import dev.wharf.spi.network.IpPrefix;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The engine's own pools, in memory. The pools that are tried for who names none are those of Docker 1.9; libnetwork,
 * ipamutils. One is free when it overlaps neither another pool nor an address or a route of the host. Thread-safe.
 */
public final class LocalAddresses implements AddressDriver {
    private static final List<Block> PREDEFINED = Stream.concat(
                    IntStream.rangeClosed(17, 31).mapToObj(second -> "172." + second + ".0.0/16"),
                    IntStream.range(0, 16).mapToObj(third -> "192.168." + 16 * third + ".0/20"))
            .flatMap(text -> Block.parse(text).stream())
            .toList();

    private final HostPrefixes host;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, AddressPool> pools = new LinkedHashMap<>(); // by id; guarded by lock

    /** Without any pool yet. */
    public LocalAddresses(HostPrefixes host) {
        this.host = host;
    }

    /** The pools that are tried, in order. */
    public static List<Block> predefined() {
        return PREDEFINED;
    }

    @Override
    public Pool requestPool(PoolRequest request) {
        Optional<Block> wanted = request.pool().map(Block::of);
        Optional<Block> range = request.range().map(Block::of);
        if (wanted.isEmpty() && range.isPresent()) {
            throw new DriverException(Kind.INVALID_ARGUMENT, "Invalid subpool");
        }
        range.filter(part -> !wanted.get().contains(part)).ifPresent(part -> {
            throw new DriverException(Kind.INVALID_ARGUMENT, "Invalid subpool");
        });
        return wanted.map(pool -> reserve(pool, range.orElse(pool))).orElseGet(() -> reserveFree(request.isIpv6()));
    }

    private Pool reserve(Block pool, Block range) {
        lock.lock();
        try {
            if (overlapsOurs(pool)) {
                throw new DriverException(Kind.ALREADY_EXISTS, "Pool overlaps with other one on this address space");
            }
            return added(pool, range);
        } finally {
            lock.unlock();
        }
    }

    private Pool reserveFree(boolean isIpv6) {
        Predicate<Block> isFreeOnHost = freeOnHost(""); // asks the kernel, so not under the lock
        lock.lock();
        try {
            return PREDEFINED.stream()
                    .filter(pool -> pool.isIpv6() == isIpv6 && !overlapsOurs(pool) && isFreeOnHost.test(pool))
                    .findFirst()
                    .map(pool -> added(pool, pool))
                    .orElseThrow(() -> new DriverException(
                            Kind.EXHAUSTED,
                            "could not find an available, non-overlapping IPv" + (isIpv6 ? 6 : 4)
                                    + " address pool among the defaults to assign to the network"));
        } finally {
            lock.unlock();
        }
    }

    /** What the host uses at present. */
    public List<HostPrefix> ofHost() {
        return host.all();
    }

    /**
     * Whether nothing of the host overlaps a block.
     *
     * @param exempt the interface that may
     */
    public Predicate<Block> freeOnHost(String exempt) {
        List<Block> used = host.all().stream()
                .filter(there -> !there.interfaceName().equals(exempt))
                .map(there -> Block.of(there.prefix()))
                .toList();
        return pool -> used.stream().noneMatch(pool::overlaps);
    }

    /** Whether one of the pools overlaps a block. */
    public boolean overlaps(Block block) {
        lock.lock();
        try {
            return overlapsOurs(block);
        } finally {
            lock.unlock();
        }
    }

    private boolean overlapsOurs(Block pool) {
        return pools.values().stream().map(AddressPool::pool).anyMatch(pool::overlaps);
    }

    private Pool added(Block pool, Block range) {
        String id = range.equals(pool) ? pool.toString() : pool + "/" + range;
        pools.put(id, new AddressPool(pool, range));
        return new Pool(id, pool.toPrefix(), Map.of());
    }

    @Override
    public void releasePool(String pool) {
        lock.lock();
        try {
            pools.remove(pool);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public IpPrefix requestAddress(String pool, Optional<InetAddress> wanted, Map<String, String> options) {
        AddressPool found = find(pool)
                .orElseThrow(() -> new DriverException(
                        Kind.NOT_FOUND, "Address space does not contain specified address pool " + pool));
        return new IpPrefix(found.take(wanted), found.pool().length());
    }

    @Override
    public void releaseAddress(String pool, InetAddress address) {
        find(pool).ifPresent(found -> found.giveBack(address));
    }

    private Optional<AddressPool> find(String pool) {
        lock.lock();
        try {
            return Optional.ofNullable(pools.get(pool));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            pools.clear();
        } finally {
            lock.unlock();
        }
    }
}
