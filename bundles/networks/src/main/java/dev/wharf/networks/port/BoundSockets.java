package dev.wharf.networks.port;

import dev.wharf.networks.relay.Relays;
import dev.wharf.spi.network.PublishedPort.Protocol;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.net.UnknownHostException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.NetworkChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sockets of the kernel. With the relay on, they also take what the kernel's packet filter leaves: what comes to [::1], and
 * everything on a host without packet filter. All IPv6 addresses are held by [::1] alone, for Java's sockets for all of them
 * take those of IPv4, too. SCTP ports are not held: Java's own sockets have no SCTP.
 */
public final class BoundSockets implements HostSockets {
    private static final Logger LOG = LoggerFactory.getLogger(BoundSockets.class);
    private static final InetAddress LOOPBACK_IPV6 = loopback();

    private final Relays relays;
    private final boolean carries;

    /**
     * With these relays.
     *
     * @param carries whether they are used; without them sockets are held alone
     */
    public BoundSockets(Relays relays, boolean carries) {
        this.relays = relays;
        this.carries = carries;
    }

    @Override
    public HostSocket bind(Protocol protocol, InetAddress address, int port) throws IOException {
        List<SelectableChannel> channels = new ArrayList<>(2);
        if (protocol == Protocol.SCTP) {
            return new Held(channels);
        }
        boolean isIpv6 = address instanceof Inet6Address;
        InetAddress place = isIpv6 && address.isAnyLocalAddress() ? LOOPBACK_IPV6 : address;
        channels.add(bound(protocol, new InetSocketAddress(place, port)));
        if (carries && !isIpv6 && address.isAnyLocalAddress()) {
            addLoopback(protocol, port, channels);
        }
        return new Held(channels);
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
        return carries ? bound(ServerSocketChannel.open(family), place) : bound(SocketChannel.open(family), place);
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
        private final List<SelectableChannel> channels;
        private volatile InetSocketAddress target = new InetSocketAddress(0);
        private volatile boolean isCarried;

        Held(List<SelectableChannel> channels) {
            this.channels = List.copyOf(channels);
        }

        @Override
        public void carryTo(InetSocketAddress next) {
            target = next;
            if (!carries || isCarried) {
                return;
            }
            isCarried = true;
            for (SelectableChannel channel : channels) {
                if (channel instanceof ServerSocketChannel listener) {
                    relays.carry(listener, () -> target);
                } else if (channel instanceof DatagramChannel socket) {
                    relays.carry(socket, () -> target);
                }
            }
        }

        @Override
        public void close() {
            if (isCarried) {
                relays.close(channels);
                return;
            }
            for (SelectableChannel channel : channels) {
                try {
                    channel.close();
                } catch (IOException e) {
                    LOG.warn("{} was closed with an error", channel, e);
                }
            }
        }
    }
}
