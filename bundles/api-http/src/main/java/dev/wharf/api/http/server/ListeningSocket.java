package dev.wharf.api.http.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.Optional;

/**
 * A socket that listens, and its file when it has one.
 *
 * @param address where
 * @param channel bound; whoever connects waits until somebody accepts
 * @param file removed with it
 */
record ListeningSocket(ListenAddress address, ServerSocketChannel channel, Optional<SocketFile> file)
        implements AutoCloseable {
    /** How many connections wait until they are accepted, as in Go; the JDK's 50 refuse clients that come together. */
    private static final int WAITING_CONNECTIONS = 4096;

    /**
     * Binds a socket in the file system, where nobody else can come in until it has its owner and mode.
     *
     * @throws IOException when something else is there
     */
    static ListeningSocket unix(ListenAddress.Unix address, SocketFile file) throws IOException {
        file.prepare();
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        var socket = new ListeningSocket(address, channel, Optional.of(file));
        try {
            channel.bind(UnixDomainSocketAddress.of(file.bound()), WAITING_CONNECTIONS);
            file.publish();
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /**
     * Binds a TCP port.
     *
     * @throws IOException when it is not to be had
     */
    static ListeningSocket tcp(ListenAddress.Tcp address) throws IOException {
        InetSocketAddress place = new InetSocketAddress(address.host(), address.port());
        if (place.isUnresolved()) {
            throw new IOException("no such host: " + address.host());
        }
        ServerSocketChannel channel = ServerSocketChannel.open();
        var socket = new ListeningSocket(address, channel, Optional.empty());
        try {
            channel.bind(place, WAITING_CONNECTIONS);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw new IOException(address + ": " + e.getMessage(), e);
        }
    }

    /** The TCP port; empty for a socket in the file system. */
    Optional<Integer> port() {
        try {
            return channel.getLocalAddress() instanceof InetSocketAddress place
                    ? Optional.of(place.getPort())
                    : Optional.empty();
        } catch (IOException ignored) {
            return Optional.empty(); // it is closed
        }
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            if (file.isPresent()) {
                file.get().remove();
            }
        }
    }
}
