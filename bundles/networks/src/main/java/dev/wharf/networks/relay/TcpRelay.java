package dev.wharf.networks.relay;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Accepts connections, and makes one to the container for each. */
final class TcpRelay implements Handler {
    private static final Logger LOG = LoggerFactory.getLogger(TcpRelay.class);

    private final Selector selector;
    private final ServerSocketChannel listener;
    private final Supplier<InetSocketAddress> target;
    private final Set<TcpPair> pairs = new HashSet<>();

    TcpRelay(Selector selector, ServerSocketChannel listener, Supplier<InetSocketAddress> target) {
        this.selector = selector;
        this.listener = listener;
        this.target = target;
    }

    @Override
    public void ready(SelectionKey key) {
        try {
            SocketChannel client = listener.accept();
            if (client != null) {
                open(client);
            }
        } catch (IOException e) {
            LOG.warn("a connection to {} cannot be taken", target.get(), e);
            key.interestOps(0); // too many open files: the next tick tries again
        }
    }

    private void open(SocketChannel client) {
        TcpPair pair = new TcpPair(client, pairs::remove);
        pairs.add(pair);
        pair.connect(selector, target.get());
    }

    @Override
    public void tick(long nanoTime) {
        SelectionKey key = listener.keyFor(selector);
        if (key != null && key.isValid()) {
            key.interestOps(SelectionKey.OP_ACCEPT);
        }
    }

    @Override
    public void close() {
        Set.copyOf(pairs).forEach(TcpPair::close);
    }
}
