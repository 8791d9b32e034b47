package dev.wharf.linux.network;

import static dev.wharf.linux.network.RouteNumbers.*;

import dev.wharf.linux.Flags;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Messages that add and remove addresses, routes and neighbours. */
public final class RouteMessages {
    private static final int NEW = NetlinkMessage.NLM_F_CREATE | NetlinkMessage.NLM_F_EXCL;
    private static final int SET = NetlinkMessage.NLM_F_CREATE | NetlinkMessage.NLM_F_REPLACE;

    private RouteMessages() {}

    /**
     * Gives a link an address, which can be used at once: that nobody else has an IPv6 address is not tested. EEXIST when it
     * has it.
     */
    public static NetlinkMessage add(LinkAddress address) {
        NetlinkMessage message = address("add", RTM_NEWADDR, NEW, address);
        if (address.address() instanceof Inet4Address) {
            message.with(IFA_BROADCAST, broadcast(address));
        } else {
            message.withInt(IFA_FLAGS, IFA_F_NODAD);
        }
        return message;
    }

    /** Takes an address from a link. EADDRNOTAVAIL when it does not have it. */
    public static NetlinkMessage remove(LinkAddress address) {
        return address("remove", RTM_DELADDR, 0, address);
    }

    /** Adds a route. EEXIST when there is one of the same destination, ENETUNREACH when its gateway is not in reach. */
    public static NetlinkMessage add(Route route) {
        return route("add", RTM_NEWROUTE, NEW, route);
    }

    /** Adds a route in place of that of the same destination. */
    public static NetlinkMessage replace(Route route) {
        return route("replace", RTM_NEWROUTE, SET, route);
    }

    /** Removes a route. ESRCH when it is not there. */
    public static NetlinkMessage remove(Route route) {
        return route("remove", RTM_DELROUTE, 0, route);
    }

    /**
     * Says for good which hardware address a neighbour has.
     *
     * @param link index of the link that it is behind
     * @param mac six bytes
     */
    public static NetlinkMessage neighbour(int link, InetAddress address, byte[] mac) {
        return neighbour("add", RTM_NEWNEIGH, SET, link, address).with(NDA_LLADDR, mac);
    }

    /** Forgets a neighbour. ENOENT when it is not known. */
    public static NetlinkMessage removeNeighbour(int link, InetAddress address) {
        return neighbour("remove", RTM_DELNEIGH, 0, link, address);
    }

    private static NetlinkMessage address(String verb, int type, int flags, LinkAddress address) {
        String text = address.address().getHostAddress() + "/" + address.length() + " of link " + address.link();
        byte[] bytes = address.address().getAddress();
        return new NetlinkMessage(verb + " address " + text, type, flags)
                .putByte(family(address.address()))
                .putByte(address.length())
                .putByte(address.address() instanceof Inet4Address ? 0 : IFA_F_NODAD)
                .putByte(RT_SCOPE_UNIVERSE)
                .putInt(address.link())
                .with(IFA_LOCAL, bytes)
                .with(IFA_ADDRESS, bytes);
    }

    private static byte[] broadcast(LinkAddress address) {
        byte[] bytes = address.address().getAddress();
        for (int bit = address.length(); bit < bytes.length * 8; bit++) {
            bytes[bit / 8] |= (byte) (0x80 >> bit % 8);
        }
        return bytes;
    }

    private static NetlinkMessage route(String verb, int type, int flags, Route route) {
        String text = route.isDefault()
                ? "default route"
                : "route to " + route.destination().getHostAddress() + "/" + route.length();
        var message = new NetlinkMessage(verb + " " + text, type, flags)
                .putByte(family(route.destination()))
                .putByte(route.length())
                .putByte(0)
                .putByte(0)
                .putByte(RT_TABLE_MAIN)
                .putByte(RTPROT_BOOT)
                .putByte(route.gateway().isPresent() ? RT_SCOPE_UNIVERSE : RT_SCOPE_LINK)
                .putByte(RTN_UNICAST)
                .putInt(0);
        if (!route.isDefault()) {
            message.with(RTA_DST, route.destination().getAddress());
        }
        route.gateway().ifPresent(gateway -> message.with(RTA_GATEWAY, gateway.getAddress()));
        route.link().ifPresent(link -> message.withInt(RTA_OIF, link));
        return message;
    }

    private static NetlinkMessage neighbour(String verb, int type, int flags, int link, InetAddress address) {
        return new NetlinkMessage(verb + " neighbour " + address.getHostAddress(), type, flags)
                .putByte(family(address))
                .putByte(0)
                .putShort(0)
                .putInt(link)
                .putShort(NUD_PERMANENT)
                .putShort(0)
                .with(NDA_DST, address.getAddress());
    }

    static int family(InetAddress address) {
        return address instanceof Inet4Address ? Flags.AF_INET : Flags.AF_INET6;
    }

    static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("an address of " + bytes.length + " bytes", e);
        }
    }
}
