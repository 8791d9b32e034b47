package dev.wharf.networks.relay;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the datagrams of each sender to the container from a socket of its own, so that the answers find their way back. A
 * sender who has been silent is forgotten; the time is that of Docker 1.9, libnetwork's userland proxy.
 */
final class UdpRelay implements Handler {
    private static final Logger LOG = LoggerFactory.getLogger(UdpRelay.class);
    private static final long SILENCE = TimeUnit.SECONDS.toNanos(90);
    private static final int MOST_SENDERS = 1_024;
    /** Datagrams that are taken before others have their turn. */
    private static final int TURN = 64;

    private final Selector selector;
    private final DatagramChannel socket;
    private final Supplier<InetSocketAddress> target;
    private final Map<SocketAddress, Sender> senders = new LinkedHashMap<>();
    private final ByteBuffer datagram;

    /**
     * Begins without a sender.
     *
     * @param datagram holds one at a time; shared by all on the thread
     */
    UdpRelay(Selector selector, DatagramChannel socket, Supplier<InetSocketAddress> target, ByteBuffer datagram) {
        this.datagram = datagram;
        this.selector = selector;
        this.socket = socket;
        this.target = target;
    }

    @Override
    public void ready(SelectionKey key) {
        for (int taken = 0; taken < TURN && takesOne(); taken++) {
            datagram.clear();
        }
    }

    private boolean takesOne() {
        try {
            datagram.clear();
            SocketAddress from = socket.receive(datagram);
            if (from == null) {
                return false;
            }
            datagram.flip();
            Sender sender = sender(from);
            if (sender != null) {
                sender.send();
            }
            return true;
        } catch (IOException e) {
            LOG.debug("a datagram for {} is lost", target.get(), e);
            return false;
        }
    }

    private @Nullable Sender sender(SocketAddress from) throws IOException {
        Sender known = senders.get(from);
        if (known != null) {
            return known;
        }
        if (senders.size() >= MOST_SENDERS) {
            LOG.debug("too many senders to {}", target.get());
            return null;
        }
        DatagramChannel channel = DatagramChannel.open();
        Sender sender = new Sender(from, channel);
        senders.put(from, sender);
        channel.configureBlocking(false);
        channel.connect(target.get());
        channel.register(selector, SelectionKey.OP_READ, sender);
        return sender;
    }

    @Override
    public void tick(long nanoTime) {
        List.copyOf(senders.values()).stream()
                .filter(sender -> nanoTime - sender.lastUse > SILENCE)
                .forEach(Sender::close);
    }

    @Override
    public void close() {
        List.copyOf(senders.values()).forEach(Sender::close);
    }

    /** Somebody who sends, with the socket from which the container gets it. */
    private final class Sender implements Handler {
        private final SocketAddress from;
        private final DatagramChannel channel;
        private long lastUse = System.nanoTime();

        Sender(SocketAddress from, DatagramChannel channel) {
            this.from = from;
            this.channel = channel;
        }

        void send() throws IOException {
            lastUse = System.nanoTime();
            channel.write(datagram);
        }

        @Override
        public void ready(SelectionKey key) {
            for (int taken = 0; taken < TURN && answersOne(); taken++) {
                lastUse = System.nanoTime();
            }
        }

        private boolean answersOne() {
            try {
                datagram.clear();
                if (channel.read(datagram) < 0 || datagram.position() == 0) {
                    return false;
                }
                datagram.flip();
                socket.send(datagram, from);
                return true;
            } catch (IOException e) { // nobody listens at present in the container
                LOG.debug("no answer from {}", target.get(), e);
                return false;
            }
        }

        @Override
        public void close() {
            Relays.close(channel);
            senders.remove(from);
        }
    }
}
