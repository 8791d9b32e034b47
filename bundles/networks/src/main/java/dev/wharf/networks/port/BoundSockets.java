package dev.wharf.networks.port;

import dev.wharf.networks.relay.Relays;
import dev.wharf.spi.network.PublishedPort.Protocol;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnknownHostException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.NetworkChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sockets of the kernel. With the relay on, they also take what the kernel's packet filter leaves: what comes to [::1], and
 * everything where there is no packet filter. All IPv6 addresses are held by [::1] alone, for Java's sockets for all of them
 * take those of IPv4, too. SCTP ports are not held: Java's own sockets have no SCTP.
 */
public final class BoundSockets implements HostSockets {
    private static final Logger LOG = LoggerFactory.getLogger(BoundSockets.class);
    private static final int CLOSE_LIMIT_SECONDS = 5;
    private static final InetAddress LOOPBACK_IPV6 = loopback();

    private final Relays relays;
    private final boolean carries;
    private final boolean isFiltered;
    private final Map<Key, CountDownLatch> closing = new ConcurrentHashMap<>(); // opened when the port is free

    private record Key(Protocol protocol, int port) {}

    /**
     * With these relays.
     *
     * @param carries whether they are used; without them sockets are held alone
     * @param isFiltered whether the packet filter leads what comes to IPv4 addresses, so that their sockets are held alone
     */
    public BoundSockets(Relays relays, boolean carries, boolean isFiltered) {
        this.relays = relays;
        this.carries = carries;
        this.isFiltered = isFiltered;
    }

    @Override
    public HostSocket bind(Protocol protocol, InetAddress address, int port) throws IOException {
        List<SelectableChannel> channels = new ArrayList<>(2);
        Key key = new Key(protocol, port);
        if (protocol == Protocol.SCTP) {
            return new Held(key, channels);
        }
        await(Optional.ofNullable(closing.get(key)));
        boolean isIpv6 = address instanceof Inet6Address;
        InetAddress place = isIpv6 && address.isAnyLocalAddress() ? LOOPBACK_IPV6 : address;
        channels.add(bound(protocol, new InetSocketAddress(place, port)));
        if (carries && !isIpv6 && address.isAnyLocalAddress()) {
            addLoopback(protocol, port, channels);
        }
        return new Held(key, channels);
    }

    /** Waits for the end of an earlier holder, which is moments away. */
    private static void await(Optional<CountDownLatch> end) {
        try {
            if (end.isPresent() && !end.get().await(CLOSE_LIMIT_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("a published port is closed late");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void addLoopback(Protocol protocol, int port, List<SelectableChannel> channels) {
        try {
            channels.add(bound(protocol, new InetSocketAddress(LOOPBACK_IPV6, port)));
        } catch (IOException | UnsupportedOperationException e) { // a host without IPv6, or somebody has it
            LOG.debug("[::1]:{} does not lead to the container", port, e);
        }
    }

    private SelectableChannel bound(Protocol protocol, InetSocketAddress place) throws IOException {
        ProtocolFamily family =
                place.getAddress() instanceof Inet6Address ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET;
        if (protocol == Protocol.UDP) {
            return bound(DatagramChannel.open(family), place);
        }
        return isCarried(place)
                ? bound(ServerSocketChannel.open(family), place)
                : bound(SocketChannel.open(family), place);
    }

    private boolean isCarried(InetSocketAddress place) {
        return carries && (!isFiltered || place.getAddress().equals(LOOPBACK_IPV6));
    }

    private static <C extends SelectableChannel & NetworkChannel> C bound(C channel, InetSocketAddress place)
            throws IOException {
        boolean isBound = false;
        try {
            channel.configureBlocking(false);
            channel.bind(place);
            isBound = true;
            return channel;
        } finally {
            if (!isBound) {
                channel.close();
            }
        }
    }

    private static InetAddress loopback() {
        try {
            byte[] bytes = new byte[16];
            bytes[15] = 1;
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("16 bytes are always an address", e);
        }
    }

    /** Sockets that are held, and perhaps watched. */
    private final class Held implements HostSocket {
        private final Key key;
        private final List<SelectableChannel> channels;
        private volatile InetSocketAddress target = new InetSocketAddress(0);
        private volatile List<SelectableChannel> carried = List.of();

        Held(Key key, List<SelectableChannel> channels) {
            this.key = key;
            this.channels = List.copyOf(channels);
        }

        @Override
        public void carryTo(InetSocketAddress next) {
            target = next;
            if (carried.isEmpty()) {
                carried = channels.stream().filter(this::carry).toList();
            }
        }

        private boolean carry(SelectableChannel channel) {
            if (channel instanceof ServerSocketChannel listener) {
                relays.carry(listener, () -> target);
                return true;
            }
            if (channel instanceof DatagramChannel socket
                    && isCarried(socket.socket().getLocalSocketAddress())) {
                relays.carry(socket, () -> target);
                return true;
            }
            return false;
        }

        private boolean isCarried(SocketAddress place) {
            return place instanceof InetSocketAddress address && BoundSockets.this.isCarried(address);
        }

        @Override
        public void close() {
            List<SelectableChannel> ending = carried;
            channels.stream().filter(channel -> !ending.contains(channel)).forEach(BoundSockets::closeAtOnce);
            if (ending.isEmpty() || ending.stream().noneMatch(SelectableChannel::isOpen)) {
                return;
            }
            CountDownLatch end = new CountDownLatch(1);
            closing.put(key, end);
            relays.close(ending, () -> {
                closing.remove(key, end);
                end.countDown();
            });
            if (!isFiltered) {
                await(Optional.of(end));
            }
        }
    }

    private static void closeAtOnce(SelectableChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.warn("{} was closed with an error", channel, e);
        }
    }
}
