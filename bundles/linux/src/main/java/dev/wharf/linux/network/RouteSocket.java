package dev.wharf.linux.network;

import static dev.wharf.linux.network.RouteNumbers.*;

import dev.wharf.linux.Errno;
import dev.wharf.linux.Kernel;
import dev.wharf.linux.LinuxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Links, addresses and routes of one network namespace; rtnetlink(7). Changes are {@link LinkMessages} and
 * {@link RouteMessages}, of which many can be sent with one call. Thread-safe.
 */
public final class RouteSocket implements AutoCloseable {
    private static final int LINK_HEADER_WORDS = 4;
    private static final int ROUTE_TYPE_AT = 7;
    private static final int ROUTE_TABLE_AT = 4;
    private static final int ROUTE_HEADER = 12;

    private final NetlinkSocket socket;

    private RouteSocket(NetlinkSocket socket) {
        this.socket = socket;
    }

    /** For the namespace of this process. */
    public static RouteSocket open(Kernel kernel) {
        return new RouteSocket(NetlinkSocket.open(kernel, NetlinkSocket.NETLINK_ROUTE));
    }

    /**
     * For another namespace.
     *
     * @param namespace a file that setns(2) takes, such as {@code /proc/PID/ns/net}; needed during the call alone
     * @throws LinuxException ENOENT when it is gone
     */
    public static RouteSocket open(Kernel kernel, Path namespace) {
        return new RouteSocket(NetlinkSocket.open(kernel, namespace, NetlinkSocket.NETLINK_ROUTE));
    }

    /**
     * Makes changes, in their order, with one call. All are tried, also behind one that failed.
     *
     * @throws LinuxException the first failure, with the kernel's own words; the others are suppressed under it
     */
    public void send(List<NetlinkMessage> messages) {
        socket.send(messages);
    }

    /** Makes a change. */
    public void send(NetlinkMessage message) {
        socket.send(message);
    }

    /** All links. */
    public List<Link> links() {
        return socket.dump(linkRequest("list links", 0)).stream()
                .map(Link::read)
                .toList();
    }

    /** The link with a name. */
    public Optional<Link> link(String name) {
        return first(linkRequest("get " + name, 0).withText(IFLA_IFNAME, name));
    }

    /** The link with a number. */
    public Optional<Link> link(int index) {
        return first(linkRequest("get link " + index, index));
    }

    private Optional<Link> first(NetlinkMessage request) {
        try {
            return socket.ask(request).stream().map(Link::read).findFirst();
        } catch (LinuxException e) {
            if (e.is(Errno.ENODEV)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** The addresses of all links, IPv4 and IPv6. */
    public List<LinkAddress> addresses() {
        var request =
                new NetlinkMessage("list addresses", RTM_GETADDR, 0).putInt(0).putInt(0);
        return socket.dump(request).stream().map(LinkAddress::read).toList();
    }

    /** The routes to other machines, IPv4 and IPv6, of all tables. */
    public List<Route> routes() {
        var request = new NetlinkMessage("list routes", RTM_GETROUTE, 0)
                .putInt(0)
                .putInt(0)
                .putInt(0);
        return socket.dump(request).stream()
                .filter(RouteSocket::isUnicast)
                .map(Route::read)
                .toList();
    }

    private static boolean isUnicast(NetlinkReply reply) {
        int table = reply.attributes(ROUTE_HEADER).number(RTA_TABLE).orElse(reply.byteAt(ROUTE_TABLE_AT));
        return reply.byteAt(ROUTE_TYPE_AT) == RTN_UNICAST && table != RT_TABLE_LOCAL;
    }

    /** struct ifinfomsg, and the wish for no counters. */
    private static NetlinkMessage linkRequest(String what, int index) {
        var request = new NetlinkMessage(what, RTM_GETLINK, 0);
        for (int i = 0; i < LINK_HEADER_WORDS; i++) {
            request.putInt(i == 1 ? index : 0);
        }
        return request.withInt(IFLA_EXT_MASK, RTEXT_FILTER_SKIP_STATS);
    }

    /** Lets go of the socket. Closing twice is harmless. */
    @Override
    public void close() {
        socket.close();
    }
}
