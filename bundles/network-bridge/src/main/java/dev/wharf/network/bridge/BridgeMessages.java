package dev.wharf.network.bridge;

import dev.wharf.linux.Flags;
import dev.wharf.linux.network.NetlinkMessage;
import dev.wharf.spi.network.MacAddress;
import java.net.Inet4Address;
import java.net.InetAddress;

/** Messages about what only bridges have; numbers of linux/if_link.h and linux/neighbour.h. */
final class BridgeMessages {
    private static final int RTM_NEWLINK = 16;
    private static final int RTM_NEWNEIGH = 28;
    private static final int IFLA_LINKINFO = 18;
    private static final int IFLA_INFO_KIND = 1;
    private static final int IFLA_INFO_DATA = 2;
    private static final int IFLA_BR_NF_CALL_IPTABLES = 36;
    private static final int IFLA_BR_NF_CALL_IP6TABLES = 37;
    private static final int AF_BRIDGE = 7;
    private static final int NTF_MASTER = 4;
    private static final int NUD_STALE = 4;
    private static final int NUD_NOARP = 0x40;
    private static final int NDA_DST = 1;
    private static final int NDA_LLADDR = 2;
    private static final int SET = NetlinkMessage.NLM_F_CREATE | NetlinkMessage.NLM_F_REPLACE;

    private BridgeMessages() {}

    /** Lets the packet filter of IP see what goes from port to port, where the module br_netfilter is loaded. */
    static NetlinkMessage filterInside(int bridge, boolean isFiltered) {
        int flag = isFiltered ? 1 : 0;
        return new NetlinkMessage("set the packet filter of bridge " + bridge, RTM_NEWLINK, 0)
                .putInt(0)
                .putInt(bridge)
                .putInt(0)
                .putInt(0)
                .nest(IFLA_LINKINFO, info -> info.withText(IFLA_INFO_KIND, HostLink.BRIDGE)
                        .nest(IFLA_INFO_DATA, data -> data.withByte(IFLA_BR_NF_CALL_IPTABLES, flag)
                                .withByte(IFLA_BR_NF_CALL_IP6TABLES, flag)));
    }

    /** Says which port of a bridge a hardware address is behind, for as long as the port is there. */
    static NetlinkMessage behind(int port, MacAddress mac) {
        return neighbour("set the port of " + mac, AF_BRIDGE, port, NUD_NOARP, NTF_MASTER)
                .with(NDA_LLADDR, mac.bytes());
    }

    /** Says which hardware address a neighbour probably has; the kernel finds out when it does not answer. */
    static NetlinkMessage neighbour(int bridge, InetAddress address, MacAddress mac) {
        int family = address instanceof Inet4Address ? Flags.AF_INET : Flags.AF_INET6;
        return neighbour("set neighbour " + address.getHostAddress(), family, bridge, NUD_STALE, 0)
                .with(NDA_DST, address.getAddress())
                .with(NDA_LLADDR, mac.bytes());
    }

    /** struct ndmsg. */
    private static NetlinkMessage neighbour(String what, int family, int link, int state, int flags) {
        return new NetlinkMessage(what, RTM_NEWNEIGH, SET)
                .putByte(family)
                .putByte(0)
                .putShort(0)
                .putInt(link)
                .putShort(state)
                .putByte(flags)
                .putByte(0);
    }
}
