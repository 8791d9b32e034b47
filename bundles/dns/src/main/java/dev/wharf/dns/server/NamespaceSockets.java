package dev.wharf.dns.server;

import dev.wharf.linux.Fd;
import dev.wharf.linux.Flags;
import dev.wharf.linux.LinuxException;
import dev.wharf.linux.NetworkCalls;
import java.net.InetSocketAddress;
import java.nio.file.Path;

/**
 * Two sockets of a namespace, which keep it alive until they are closed.
 *
 * @param datagrams bound
 * @param streams bound, and listening
 */
record NamespaceSockets(Fd datagrams, Fd streams) implements AutoCloseable {
    static final int BACKLOG = 128;
    private static final int SOL_IP = 0;
    private static final int IP_FREEBIND = 15;

    /** Opens both at an address, which need not be up yet; port 0 lets the kernel choose, for each another one. */
    static NamespaceSockets open(NetworkCalls calls, Path namespace, InetSocketAddress address) {
        Fd datagrams = bound(calls, namespace, Flags.SOCK_DGRAM, address);
        try {
            Fd streams = bound(calls, namespace, Flags.SOCK_STREAM, address);
            calls.listen(streams, BACKLOG);
            return new NamespaceSockets(datagrams, streams);
        } catch (LinuxException e) {
            datagrams.close();
            throw e;
        }
    }

    private static Fd bound(NetworkCalls calls, Path namespace, int type, InetSocketAddress address) {
        Fd socket = calls.socket(namespace, Flags.AF_INET, type | Flags.SOCK_NONBLOCK, 0);
        try {
            calls.setOption(socket, SOL_IP, IP_FREEBIND, 1);
            calls.bind(socket, address);
            return socket;
        } catch (LinuxException e) {
            socket.close();
            throw e;
        }
    }

    @Override
    public void close() {
        datagrams.close();
        streams.close();
    }
}
