package dev.wharf.dns.server;

import dev.wharf.linux.Fd;
import dev.wharf.linux.Flags;
import dev.wharf.linux.LinuxException;
import dev.wharf.linux.NetworkCalls;
import java.net.InetAddress;
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
    private static final int SO_REUSEADDR = 2;

    /** Opens both at an address, which need not be up yet. */
    static NamespaceSockets open(NetworkCalls calls, Path namespace, InetAddress address, Ports ports) {
        Fd datagrams = bound(calls, namespace, Flags.SOCK_DGRAM, new InetSocketAddress(address, ports.datagrams()));
        try {
            Fd streams = bound(calls, namespace, Flags.SOCK_STREAM, new InetSocketAddress(address, ports.streams()));
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
            if (type == Flags.SOCK_STREAM) {
                // of connections of an earlier daemon something may be left
                calls.setOption(socket, Flags.SOL_SOCKET, SO_REUSEADDR, 1);
            }
            calls.bind(socket, address);
            return socket;
        } catch (LinuxException e) {
            socket.close();
            throw e;
        }
    }

    /** The ports that they are bound to. */
    Ports ports(NetworkCalls calls) {
        return new Ports(
                calls.localAddress(datagrams).getPort(),
                calls.localAddress(streams).getPort());
    }

    @Override
    public void close() {
        datagrams.close();
        streams.close();
    }
}
