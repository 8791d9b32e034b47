package dev.wharf.network.plugin.protocol;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** A connection without TLS, of this host or over TCP. */
final class ChannelConnection implements Connection {
    private final SocketChannel channel;
    private final Selector selector;
    private final SelectionKey key;
    private final Deadline deadline;

    private ChannelConnection(SocketChannel channel, Selector selector, Deadline deadline) throws IOException {
        this.channel = channel;
        this.selector = selector;
        this.key = channel.register(selector, 0);
        this.deadline = deadline;
    }

    static Connection open(PluginAddress address, Deadline deadline) throws IOException {
        SocketAddress target = target(address);
        SocketChannel channel = target instanceof UnixDomainSocketAddress
                ? SocketChannel.open(java.net.StandardProtocolFamily.UNIX)
                : SocketChannel.open();
        try {
            channel.configureBlocking(false);
            var connection = new ChannelConnection(channel, Selector.open(), deadline);
            connection.connect(target);
            return connection;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static SocketAddress target(PluginAddress address) throws IOException {
        if (address instanceof PluginAddress.Local local) {
            return UnixDomainSocketAddress.of(local.socket());
        }
        PluginAddress.Remote remote = (PluginAddress.Remote) address;
        return new InetSocketAddress(InetAddress.getAllByName(remote.host())[0], remote.port());
    }

    private void connect(SocketAddress target) throws IOException {
        if (!channel.connect(target)) {
            await(SelectionKey.OP_CONNECT);
            if (!channel.finishConnect()) {
                throw new ConnectException("not connected");
            }
        }
    }

    private void await(int operation) throws IOException {
        key.interestOps(operation);
        do {
            selector.select(deadline.millis());
            selector.selectedKeys().clear();
            if (Thread.currentThread().isInterrupted()) {
                throw new ClosedByInterruptException();
            }
        } while ((key.readyOps() & operation) == 0);
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            if (channel.write(bytes) == 0) {
                await(SelectionKey.OP_WRITE);
            }
        }
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        int count = channel.read(into);
        while (count == 0) {
            await(SelectionKey.OP_READ);
            count = channel.read(into);
        }
        return count;
    }

    @Override
    public void close() throws IOException {
        try (selector) {
            channel.close();
        }
    }
}
