package dev.wharf.networks.address;

import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import java.math.BigInteger;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The addresses of one network: the first free one is given. The messages are those of Docker 1.9; libnetwork,
 * ipamapi/contract.go. Thread-safe.
 */
final class AddressPool {
    private final Block pool;
    private final Block range;
    private final ReentrantLock lock = new ReentrantLock();
    private final Set<BigInteger> taken = new HashSet<>(); // places in the pool; guarded by lock
    private BigInteger lowest; // no place of the range before it is free; guarded by lock

    /** Addresses of the pool; those that nobody asks for by name come from the range. */
    AddressPool(Block pool, Block range) {
        this.pool = pool;
        this.range = range;
        this.lowest = pool.placeOf(range.first());
        boolean hasRoom = pool.size().compareTo(BigInteger.TWO) > 0;
        if (hasRoom) {
            taken.add(BigInteger.ZERO); // the network's own address
        }
        if (hasRoom && !pool.isIpv6()) {
            taken.add(pool.size().subtract(BigInteger.ONE)); // broadcast
        }
    }

    Block pool() {
        return pool;
    }

    Block range() {
        return range;
    }

    /**
     * Takes an address.
     *
     * @param wanted empty for any free one
     * @throws DriverException INVALID_ARGUMENT, ALREADY_EXISTS, EXHAUSTED
     */
    InetAddress take(Optional<InetAddress> wanted) {
        lock.lock();
        try {
            return wanted.isPresent() ? takeExactly(wanted.get()) : takeAny();
        } finally {
            lock.unlock();
        }
    }

    private InetAddress takeExactly(InetAddress address) {
        if (!pool.contains(address)) {
            throw new DriverException(Kind.INVALID_ARGUMENT, "Requested address is out of range");
        }
        if (!taken.add(pool.placeOf(address))) {
            throw new DriverException(Kind.ALREADY_EXISTS, "Address already in use");
        }
        return address;
    }

    private InetAddress takeAny() {
        BigInteger end = pool.placeOf(range.first()).add(range.size());
        BigInteger place = lowest;
        while (taken.contains(place)) {
            place = place.add(BigInteger.ONE);
        }
        lowest = place;
        if (place.compareTo(end) >= 0) {
            throw new DriverException(
                    Kind.EXHAUSTED,
                    "no available IPv" + (pool.isIpv6() ? 6 : 4) + " addresses on this" + " network's address pools: "
                            + pool);
        }
        taken.add(place);
        return pool.at(place);
    }

    /** Gives an address back. */
    void giveBack(InetAddress address) {
        lock.lock();
        try {
            BigInteger place = pool.placeOf(address);
            if (pool.contains(address) && taken.remove(place) && range.contains(address)) {
                lowest = lowest.min(place);
            }
        } finally {
            lock.unlock();
        }
    }
}
