package dev.wharf.networks.port;

import dev.wharf.engine.api.EngineException.Conflict;
import dev.wharf.engine.api.EngineException.InvalidArgument;
import dev.wharf.networks.address.Texts;
import dev.wharf.spi.network.PublishedPort;
import dev.wharf.spi.network.PublishedPort.Protocol;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ports of the host, for the whole daemon. One is taken for an address, or for all addresses of a family; what is random goes
 * round, so that a port that was given back is not given at once to somebody else. The messages are those of Docker 1.9;
 * libnetwork, portallocator. Thread-safe.
 */
public final class PortAllocator {
    private static final Logger LOG = LoggerFactory.getLogger(PortAllocator.class);

    private final PortRange ephemeral;
    private final HostSockets sockets;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Port, Set<InetAddress>> taken = new HashMap<>(); // guarded by lock
    private final Map<Place, Integer> next = new HashMap<>(); // where the search begins; guarded by lock

    /** Without any port yet. */
    public PortAllocator(PortRange ephemeral, HostSockets sockets) {
        this.ephemeral = ephemeral;
        this.sockets = sockets;
    }

    /**
     * Takes a port.
     *
     * @throws Conflict when it, or each of its range, is taken here or by another program
     * @throws InvalidArgument when the address is not the host's
     */
    public HeldPort claim(PortRequest request) {
        Optional<PortRange> wanted = request.hostPorts();
        if (wanted.isPresent() && wanted.get().first() == wanted.get().last()) {
            return claim(request, wanted.get().first());
        }
        PortRange range = wanted.orElse(ephemeral);
        int count = range.last() - range.first() + 1;
        int start = wanted.isPresent() ? range.first() : start(request);
        for (int i = 0; i < count; i++) {
            int port = range.first() + (start - range.first() + i) % count;
            Optional<HeldPort> held = tryToClaim(request, port);
            if (held.isPresent()) {
                advance(request, wanted, port);
                return held.get();
            }
        }
        throw new Conflict("all ports are allocated");
    }

    /**
     * Takes back a port that a running container has had all the time: it has it in any case, even when another program got it
     * meanwhile.
     */
    public HeldPort retake(PortRequest request, int port) {
        try {
            return claim(request, port);
        } catch (Conflict | InvalidArgument e) {
            LOG.warn("a published port is not held any more: {}", e.getMessage());
            return new HeldPort(
                    new PublishedPort(
                            request.port().protocol(),
                            request.hostAddress(),
                            port,
                            request.port().number()),
                    new NoSocket(),
                    () -> {});
        }
    }

    private int start(PortRequest request) {
        lock.lock();
        try {
            int start = next.getOrDefault(Place.of(request), ephemeral.first());
            return start > ephemeral.last() ? ephemeral.first() : start;
        } finally {
            lock.unlock();
        }
    }

    private void advance(PortRequest request, Optional<PortRange> wanted, int port) {
        if (wanted.isEmpty()) {
            lock.lock();
            try {
                next.put(Place.of(request), port + 1);
            } finally {
                lock.unlock();
            }
        }
    }

    private HeldPort claim(PortRequest request, int port) {
        String place = Texts.of(request.hostAddress()) + ':' + port;
        if (!reserves(request, port)) {
            throw new Conflict("Bind for " + place + " failed: port is already allocated");
        }
        try {
            return bound(request, port);
        } catch (IOException e) {
            String reason = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
            String text = "Error starting userland proxy: listen "
                    + request.port().protocol().name().toLowerCase(Locale.ROOT) + ' ' + place + ": bind: " + reason;
            throw reason.startsWith("address already") ? new Conflict(text, e) : new InvalidArgument(text, e);
        }
    }

    private Optional<HeldPort> tryToClaim(PortRequest request, int port) {
        if (!reserves(request, port)) {
            return Optional.empty();
        }
        try {
            return Optional.of(bound(request, port));
        } catch (BindException e) {
            if (!String.valueOf(e.getMessage()).startsWith("Address already")) {
                throw new InvalidArgument(
                        "Error starting userland proxy: listen " + Texts.of(request.hostAddress()) + ": bind: "
                                + String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT),
                        e);
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new Conflict("no socket for a port: " + e.getMessage(), e);
        }
    }

    private HeldPort bound(PortRequest request, int port) throws IOException {
        Port key = new Port(request.port().protocol(), port);
        boolean isBound = false;
        try {
            HostSocket socket = sockets.bind(key.protocol(), request.hostAddress(), port);
            isBound = true;
            AtomicBoolean held = new AtomicBoolean(true);
            return new HeldPort(
                    new PublishedPort(
                            key.protocol(),
                            request.hostAddress(),
                            port,
                            request.port().number()),
                    socket,
                    () -> {
                        if (held.getAndSet(false)) {
                            free(key, request.hostAddress());
                        }
                    });
        } finally {
            if (!isBound) {
                free(key, request.hostAddress());
            }
        }
    }

    private boolean reserves(PortRequest request, int port) {
        Port key = new Port(request.port().protocol(), port);
        lock.lock();
        try {
            Set<InetAddress> there = taken.computeIfAbsent(key, absent -> new HashSet<>());
            boolean isFree = there.stream().noneMatch(address -> collide(address, request.hostAddress()));
            return isFree && there.add(request.hostAddress());
        } finally {
            lock.unlock();
        }
    }

    private void free(Port port, InetAddress address) {
        lock.lock();
        try {
            taken.computeIfPresent(port, (key, there) -> {
                there.remove(address);
                return there.isEmpty() ? null : there;
            });
        } finally {
            lock.unlock();
        }
    }

    private static boolean collide(InetAddress one, InetAddress other) {
        return one.getAddress().length == other.getAddress().length
                && (one.equals(other) || one.isAnyLocalAddress() || other.isAnyLocalAddress());
    }

    private record NoSocket() implements HostSocket {
        @Override
        public void carryTo(InetSocketAddress target) {}

        @Override
        public void close() {}
    }

    private record Port(Protocol protocol, int number) {}

    private record Place(Protocol protocol, InetAddress address) {
        static Place of(PortRequest request) {
            return new Place(request.port().protocol(), request.hostAddress());
        }
    }
}
