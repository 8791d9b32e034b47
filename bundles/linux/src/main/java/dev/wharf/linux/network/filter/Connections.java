package dev.wharf.linux.network.filter;

import dev.wharf.linux.Errno;
import dev.wharf.linux.Kernel;
import dev.wharf.linux.LinuxException;
import dev.wharf.linux.network.NetlinkAttributes;
import dev.wharf.linux.network.NetlinkMessage;
import dev.wharf.linux.network.NetlinkReply;
import dev.wharf.linux.network.NetlinkSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The connections that the kernel tracks in one network namespace; linux/netfilter/nfnetlink_conntrack.h. Thread-safe. */
public final class Connections implements AutoCloseable {
    private static final int IPCTNL_MSG_CT_GET = 1;
    private static final int IPCTNL_MSG_CT_DELETE = 2;
    private static final int CTA_TUPLE_ORIG = 1;
    private static final int CTA_TUPLE_REPLY = 2;
    private static final int CTA_FILTER = 25;
    /** CTA_FILTER_F_CTA_PROTO_NUM and CTA_FILTER_F_CTA_PROTO_DST_PORT, since kernel 5.8. */
    private static final int BY_PROTOCOL_AND_PORT = (1 << 3) | (1 << 5);

    private final NetlinkSocket socket;

    private Connections(NetlinkSocket socket) {
        this.socket = socket;
    }

    /** Those of this process's namespace. */
    public static Connections open(Kernel kernel) {
        return new Connections(NetlinkSocket.open(kernel, NetlinkSocket.NETLINK_NETFILTER));
    }

    /** Those of another namespace. */
    public static Connections open(Kernel kernel, Path namespace) {
        return new Connections(NetlinkSocket.open(kernel, namespace, NetlinkSocket.NETLINK_NETFILTER));
    }

    /** The connections of which the first packet named a port. */
    public List<Connection> to(Family family, int protocol, int port) {
        String what = "list connections of protocol " + protocol + " to port " + port;
        NetlinkMessage question = message(what, IPCTNL_MSG_CT_GET, family)
                .nest(
                        CTA_TUPLE_ORIG,
                        tuple ->
                                tuple.nest(2, part -> part.withByte(1, protocol).withShortBigEndian(3, port)))
                .nest(CTA_FILTER, filter -> filter.withInt(1, BY_PROTOCOL_AND_PORT));
        return socket.dump(question).stream()
                .flatMap(reply -> connection(family, reply).stream())
                .filter(each ->
                        each.protocol() == protocol && each.destination().getPort() == port)
                .toList();
    }

    /** Forgets a connection: its next packet begins a new one. Forgetting what is not there succeeds. */
    public void forget(Connection connection) {
        try {
            socket.send(message("forget " + connection, IPCTNL_MSG_CT_DELETE, connection.family())
                    .nest(CTA_TUPLE_ORIG, tuple -> write(tuple, connection)));
        } catch (LinuxException e) {
            if (!e.is(Errno.ENOENT)) {
                throw e;
            }
        }
    }

    private static void write(NetlinkMessage tuple, Connection connection) {
        int first = first(connection.family());
        tuple.nest(1, addresses -> addresses
                .with(first, connection.source().getAddress().getAddress())
                .with(first + 1, connection.destination().getAddress().getAddress()));
        tuple.nest(2, part -> part.withByte(1, connection.protocol())
                .withShortBigEndian(2, connection.source().getPort())
                .withShortBigEndian(3, connection.destination().getPort()));
    }

    private static NetlinkMessage message(String what, int type, Family family) {
        return new NetlinkMessage(what, Messages.CONNECTIONS | type, 0)
                .putByte(family.number())
                .putByte(0)
                .putShort(0);
    }

    private static Optional<Connection> connection(Family family, NetlinkReply message) {
        NetlinkAttributes all = message.attributes(Messages.HEADER_BYTES);
        NetlinkAttributes original = all.nested(CTA_TUPLE_ORIG);
        NetlinkAttributes reply = all.nested(CTA_TUPLE_REPLY);
        if (!isComplete(family, original) || !isComplete(family, reply)) {
            return Optional.empty();
        }
        return Optional.of(new Connection(
                family,
                original.nested(2).number(1).orElse(0),
                end(family, original, 0),
                end(family, original, 1),
                end(family, reply, 0),
                end(family, reply, 1)));
    }

    private static boolean isComplete(Family family, NetlinkAttributes tuple) {
        int first = first(family);
        return tuple.nested(1).has(first) && tuple.nested(1).has(first + 1);
    }

    /** CTA_IP_V4_SRC or CTA_IP_V6_SRC, which the destination follows. */
    private static int first(Family family) {
        return family == Family.IP ? 1 : 3;
    }

    /** The source (0) or destination (1) of a tuple. */
    private static InetSocketAddress end(Family family, NetlinkAttributes tuple, int which) {
        byte[] address = tuple.nested(1).bytes(first(family) + which).orElseThrow();
        byte[] port = tuple.nested(2).bytes(2 + which).orElse(new byte[2]);
        return new InetSocketAddress(address(address), ((port[0] & 0xff) << 8) | (port[1] & 0xff));
    }

    private static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("an address of " + bytes.length + " bytes", e);
        }
    }

    /** Lets go of the kernel. Closing twice is harmless. */
    @Override
    public void close() {
        socket.close();
    }
}
