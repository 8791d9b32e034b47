package dev.wharf.linux.network;

import dev.wharf.linux.Errno;
import dev.wharf.linux.Fd;
import dev.wharf.linux.Flags;
import dev.wharf.linux.Kernel;
import dev.wharf.linux.LinuxException;
import dev.wharf.linux.NetworkCalls;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * A conversation with the kernel over netlink(7). The kernel works a message off, and queues what it answers, while it is
 * sent: nothing here waits for long. Thread-safe; one exchange at a time.
 */
public final class NetlinkSocket implements AutoCloseable {
    /** Links, addresses, routes. */
    public static final int NETLINK_ROUTE = 0;

    /** Packet filters: nf_tables, connection tracking. */
    public static final int NETLINK_NETFILTER = 12;

    private static final int SOL_NETLINK = 270;
    private static final int NETLINK_CAP_ACK = 10;
    private static final int NETLINK_EXT_ACK = 11;
    private static final int SO_SNDBUFFORCE = 32;
    private static final int SO_RCVBUFFORCE = 33;
    private static final int MOST_TRIES = 100;
    /** The kernel's default, of which a part is overhead. */
    private static final int USUAL_SEND_BYTES = 128 * 1024;
    /** An answer of the kernel takes up to this much of the receive buffer, of which the default is 212,992 bytes. */
    private static final int ANSWER_BYTES = 2304;

    private static final int USUAL_ANSWERS = 80;

    private final NetworkCalls calls;
    private final Fd socket;
    private final ReentrantLock lock = new ReentrantLock();
    private int sequence; // guarded by lock

    /** Talks over a socket, which it closes. */
    NetlinkSocket(NetworkCalls calls, Fd socket) {
        this.calls = calls;
        this.socket = socket;
        calls.setOption(socket, SOL_NETLINK, NETLINK_EXT_ACK, 1);
        calls.setOption(socket, SOL_NETLINK, NETLINK_CAP_ACK, 1);
    }

    /** A socket of this process's network namespace. */
    public static NetlinkSocket open(Kernel kernel, int protocol) {
        return open(kernel.networking(), calls -> calls.socket(Flags.AF_NETLINK, Flags.SOCK_RAW, protocol));
    }

    /**
     * A socket of another network namespace.
     *
     * @param namespace a file that setns(2) takes; needed during the call alone
     * @throws LinuxException ENOENT when it is gone
     */
    public static NetlinkSocket open(Kernel kernel, Path namespace, int protocol) {
        return open(kernel.networking(), calls -> calls.socket(namespace, Flags.AF_NETLINK, Flags.SOCK_RAW, protocol));
    }

    private static NetlinkSocket open(NetworkCalls calls, Function<NetworkCalls, Fd> make) {
        Fd socket = make.apply(calls);
        try {
            return new NetlinkSocket(calls, socket);
        } catch (LinuxException e) {
            socket.close();
            throw e;
        }
    }

    /**
     * Sends messages with one call and takes all that the kernel answers. Flags are left as they are: who wants to hear of
     * success sets {@link NetlinkMessage#NLM_F_ACK}, failures are always told. This is the way for nf_tables, where
     * messages form a transaction.
     *
     * @return in the order of the kernel; failures among them
     * @throws LinuxException ENOBUFS when the kernel had more to answer than the socket takes
     */
    public List<NetlinkReply> exchange(List<NetlinkMessage> messages) {
        lock.lock();
        try {
            int first = write(messages, 0);
            return drain(first, messages.size());
        } finally {
            lock.unlock();
        }
    }

    /**
     * Sends messages with one call, of which each is to succeed. The kernel carries them out in their order, those behind
     * one that failed, too.
     *
     * @throws LinuxException the first failure, with the kernel's own words; the others are suppressed under it
     */
    public void send(List<NetlinkMessage> messages) {
        ask(messages);
    }

    /** Sends one message that is to succeed. */
    public void send(NetlinkMessage message) {
        ask(List.of(message));
    }

    /**
     * Asks one thing.
     *
     * @return what came before the acknowledgement
     * @throws LinuxException when it fails
     */
    public List<NetlinkReply> ask(NetlinkMessage message) {
        return ask(List.of(message));
    }

    /**
     * Asks for a list; asks again when it changed meanwhile.
     *
     * @throws LinuxException when it fails, EINTR when it never holds still
     */
    public List<NetlinkReply> dump(NetlinkMessage message) {
        for (int i = 0; i < MOST_TRIES; i++) {
            List<NetlinkReply> replies = locked(List.of(message), NetlinkMessage.NLM_F_DUMP);
            if (replies.stream().noneMatch(each -> (each.flags() & NetlinkMessage.NLM_F_DUMP_INTR) != 0)) {
                return withoutEnds(List.of(message), replies);
            }
        }
        throw new LinuxException(Errno.EINTR, message.what());
    }

    private List<NetlinkReply> ask(List<NetlinkMessage> messages) {
        return withoutEnds(messages, locked(messages, NetlinkMessage.NLM_F_ACK));
    }

    private List<NetlinkReply> locked(List<NetlinkMessage> messages, int flags) {
        lock.lock();
        try {
            int first = write(messages, flags);
            return readToEnd(first, messages.size());
        } finally {
            lock.unlock();
        }
    }

    private static List<NetlinkReply> withoutEnds(List<NetlinkMessage> messages, List<NetlinkReply> replies) {
        LinuxException first = null;
        List<NetlinkReply> rest = new ArrayList<>();
        for (NetlinkReply reply : replies) {
            if (reply.failure().isPresent()) {
                LinuxException failure =
                        exception(messages.get(reply.index()), reply.failure().get());
                first = first == null ? failure : suppressing(first, failure);
            } else if (!reply.isLast()) {
                rest.add(reply);
            }
        }
        if (first != null) {
            throw first;
        }
        return rest;
    }

    /** The failure of a message as an exception. */
    public static LinuxException exception(NetlinkMessage message, NetlinkReply.Failure failure) {
        return new LinuxException(failure.errno(), message.what(), failure.explanation());
    }

    private static LinuxException suppressing(LinuxException first, LinuxException other) {
        first.addSuppressed(other);
        return first;
    }

    /** Returns the sequence number of the first one. */
    private int write(List<NetlinkMessage> messages, int flags) {
        int first = sequence + 1;
        sequence += messages.size();
        int bytes = messages.stream().mapToInt(NetlinkMessage::length).sum();
        makeRoom(bytes, messages.size());
        ByteBuffer buffer = NetlinkBuffers.take(bytes);
        try {
            for (int i = 0; i < messages.size(); i++) {
                messages.get(i).writeTo(buffer, flags, first + i);
            }
            calls.send(socket, buffer.flip());
        } finally {
            NetlinkBuffers.giveBack(buffer);
        }
        return first;
    }

    private void makeRoom(int bytes, int messages) {
        if (bytes > USUAL_SEND_BYTES) {
            calls.setOption(socket, Flags.SOL_SOCKET, SO_SNDBUFFORCE, bytes * 2);
        }
        if (messages > USUAL_ANSWERS) {
            calls.setOption(socket, Flags.SOL_SOCKET, SO_RCVBUFFORCE, messages * ANSWER_BYTES);
        }
    }

    private List<NetlinkReply> readToEnd(int first, int count) {
        List<NetlinkReply> replies = new ArrayList<>();
        int ends = 0;
        while (ends < count) {
            List<NetlinkReply> some = read(first, count);
            if (some.isEmpty()) {
                throw new LinuxException(Errno.ENODATA, "read the answer of the kernel");
            }
            ends += (int) some.stream().filter(NetlinkReply::isLast).count();
            replies.addAll(some);
        }
        return replies;
    }

    private List<NetlinkReply> drain(int first, int count) {
        List<NetlinkReply> replies = new ArrayList<>();
        List<NetlinkReply> some = read(first, count);
        while (!some.isEmpty()) {
            replies.addAll(some);
            some = read(first, count);
        }
        return replies;
    }

    /** The messages of one datagram that belong to this exchange; nothing when no more is queued. */
    private List<NetlinkReply> read(int first, int count) {
        ByteBuffer buffer = NetlinkBuffers.take(0);
        try {
            List<NetlinkReply> replies = new ArrayList<>();
            while (replies.isEmpty() && receive(buffer.clear())) {
                NetlinkBuffers.parse(buffer, first, count, replies);
            }
            return replies;
        } finally {
            NetlinkBuffers.giveBack(buffer);
        }
    }

    private boolean receive(ByteBuffer buffer) {
        try {
            int length = calls.receive(socket, buffer, Flags.MSG_DONTWAIT | Flags.MSG_TRUNC);
            if (length > buffer.capacity()) {
                throw new LinuxException(Errno.EMSGSIZE, "read the answer of the kernel");
            }
            buffer.flip();
            return true;
        } catch (LinuxException e) {
            if (e.is(Errno.EAGAIN)) {
                return false;
            }
            throw e;
        }
    }

    /** Lets go of the socket. Closing twice is harmless. */
    @Override
    public void close() {
        socket.close();
    }
}
