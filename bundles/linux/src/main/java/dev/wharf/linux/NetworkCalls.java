package dev.wharf.linux;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * Sockets of any family and in any network namespace; socket(2), ip(7), netlink(7). Calls that can block do, unless the
 * socket was made with {@link Flags#SOCK_NONBLOCK}: they throw EAGAIN then.
 */
public interface NetworkCalls {

    /** Makes a socket in the namespace of this process. */
    Fd socket(int domain, int type, int protocol);

    /**
     * Makes a socket that belongs to another network namespace, for good. A short-lived child that shares nothing of the
     * namespaces of this process makes it; no thread changes its own.
     *
     * @param namespace a file that setns(2) takes, such as {@code /proc/PID/ns/net}; needed during the call alone
     * @throws LinuxException ENOENT when it is gone, EINVAL when it is no network namespace
     */
    Fd socket(Path namespace, int domain, int type, int protocol);

    /** setsockopt(2) with an integer. */
    void setOption(Fd socket, int level, int option, int value);

    /** bind(2) to an IPv4 or IPv6 address, as the family of the socket has it. */
    void bind(Fd socket, InetSocketAddress address);

    /** listen(2). */
    void listen(Fd socket, int backlog);

    /** accept4(2): the next connection; it is non-blocking when the listener is. */
    Fd accept(Fd listener);

    /** connect(2) to an IPv4 or IPv6 address. A non-blocking socket throws EINPROGRESS. */
    void connect(Fd socket, InetSocketAddress address);

    /** getsockname(2) of an IPv4 or IPv6 socket. */
    InetSocketAddress localAddress(Fd socket);

    /** Sends the rest of a direct buffer to an address as one datagram; sendto(2). */
    void sendTo(Fd socket, ByteBuffer datagram, InetSocketAddress address);

    /** Receives one datagram into the rest of a direct buffer; returns where it came from; recvfrom(2). */
    InetSocketAddress receiveFrom(Fd socket, ByteBuffer buffer);

    /** Sends the rest of a direct buffer as one datagram to where the socket is connected, or to the kernel; send(2). */
    void send(Fd socket, ByteBuffer datagram);

    /**
     * Receives into the rest of a direct buffer; recv(2).
     *
     * @param flags such as {@link Flags#MSG_DONTWAIT}
     * @return how many bytes; with {@link Flags#MSG_TRUNC} how many the datagram had
     */
    int receive(Fd socket, ByteBuffer buffer, int flags);
}
