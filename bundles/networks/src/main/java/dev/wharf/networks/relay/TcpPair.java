package dev.wharf.networks.relay;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Two connections, each of which gets what the other one sends; the end of one direction is passed on alone. */
final class TcpPair implements Handler {
    private static final Logger LOG = LoggerFactory.getLogger(TcpPair.class);

    private final SocketChannel client;
    private final Consumer<TcpPair> atEnd;
    private @Nullable SocketChannel server;
    private @Nullable Stream toServer;
    private @Nullable Stream toClient;

    TcpPair(SocketChannel client, Consumer<TcpPair> atEnd) {
        this.client = client;
        this.atEnd = atEnd;
    }

    /** Begins to connect to the container. */
    void connect(Selector selector, InetSocketAddress target) {
        try {
            SocketChannel channel = SocketChannel.open(family(target));
            server = channel;
            toServer = new Stream(client, channel);
            toClient = new Stream(channel, client);
            prepare(client);
            prepare(channel);
            boolean isConnected = channel.connect(target);
            channel.register(selector, SelectionKey.OP_CONNECT, this);
            client.register(selector, 0, this);
            if (isConnected) {
                proceed(selector);
            }
        } catch (IOException e) {
            fail(e);
        }
    }

    private static StandardProtocolFamily family(InetSocketAddress target) {
        return target.getAddress().getAddress().length == 4
                ? StandardProtocolFamily.INET
                : StandardProtocolFamily.INET6;
    }

    private static void prepare(SocketChannel channel) throws IOException {
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    }

    @Override
    public void ready(SelectionKey key) {
        try {
            if (server != null && server.finishConnect()) {
                proceed(key.selector());
            }
        } catch (IOException e) {
            fail(e);
        }
    }

    private void proceed(Selector selector) throws IOException {
        if (server == null || toServer == null || toClient == null) {
            return;
        }
        toServer.pump();
        toClient.pump();
        if (toServer.hasEnded() && toClient.hasEnded()) {
            close();
            return;
        }
        interest(client, selector, toServer, toClient);
        interest(server, selector, toClient, toServer);
    }

    private static void interest(SocketChannel channel, Selector selector, Stream from, Stream to) {
        SelectionKey key = channel.keyFor(selector);
        if (key != null && key.isValid()) {
            key.interestOps((from.canRead() ? SelectionKey.OP_READ : 0) | (to.canWrite() ? SelectionKey.OP_WRITE : 0));
        }
    }

    /** Ends both at once: who is connected must not take the end for a regular one. */
    private void fail(IOException e) {
        LOG.debug("a connection to a published port ended", e);
        try {
            client.setOption(StandardSocketOptions.SO_LINGER, 0);
        } catch (IOException ignored) { // it is closed already
            LOG.trace("no reset is sent", ignored);
        }
        close();
    }

    @Override
    public void close() {
        Relays.close(client);
        if (server != null) {
            Relays.close(server);
        }
        atEnd.accept(this);
    }
}
