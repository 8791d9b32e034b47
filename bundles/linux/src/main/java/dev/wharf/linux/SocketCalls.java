package dev.wharf.linux;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What Java has not of the sockets of the family AF_UNIX; unix(7). */
public interface SocketCalls {

    /**
     * Makes a socket that sends to another one; each {@link DescriptorCalls#write} is one datagram. Throws ECONNREFUSED when
     * nobody listens there, EPROTOTYPE when it is a socket of another type.
     *
     * @param patience how long a write waits for a receiver that has not kept up, before it throws EAGAIN
     */
    Fd datagramSender(Path to, Duration patience);

    /**
     * Makes a socket at a path that is not there yet; each {@link DescriptorCalls#read} takes one datagram. Whoever makes
     * it removes the path.
     *
     * @param patience how long a read waits for a datagram, before it throws EAGAIN
     */
    Fd datagramReceiver(Path at, Duration patience);

    /** Makes two sockets that are connected, for messages that are kept apart; SOCK_SEQPACKET of socketpair(2). */
    Fd[] pair();

    /**
     * Sends a message with descriptors, which the receiver gets as its own; SCM_RIGHTS of unix(7). Throws EPIPE when nobody
     * is left to receive it.
     *
     * @param message at least one byte
     * @param descriptors at most 253; they stay open here
     */
    void send(Fd socket, byte[] message, List<Fd> descriptors);
}
