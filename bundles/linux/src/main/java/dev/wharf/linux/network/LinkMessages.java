package dev.wharf.linux.network;

import static dev.wharf.linux.network.RouteNumbers.*;

import dev.wharf.linux.Flags;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Messages that make, change and remove links. One that makes a link is followed by another one where the kernel takes some
 * settings (alias, port of a bridge, link-local addresses) only for a link that is there.
 */
public final class LinkMessages {
    private static final int NEW = NetlinkMessage.NLM_F_CREATE | NetlinkMessage.NLM_F_EXCL;

    private LinkMessages() {}

    /** How macvlan links with one parent reach one another. */
    public enum MacvlanMode {
        /** Not at all. */
        PRIVATE(1),
        /** Through the switch that the parent is connected to. */
        VEPA(2),
        /** Directly. */
        BRIDGE(4),
        /** There is one link alone, which has the parent for itself. */
        PASSTHRU(8);

        private final int number;

        MacvlanMode(int number) {
            this.number = number;
        }
    }

    /** Makes a bridge. */
    public static List<NetlinkMessage> bridge(LinkSettings link) {
        return make("bridge", link, message -> {});
    }

    /**
     * Makes a pair of links: what one sends, the other receives. Either may be born in another namespace. Of the peer, the
     * kernel takes name, MAC address, MTU and number; it is born down.
     */
    public static List<NetlinkMessage> veth(LinkSettings link, LinkSettings peer) {
        if (peer.needsChange() || peer.master().isPresent() || peer.isUp().orElse(false)) {
            throw new IllegalArgumentException("of the peer " + peer.label()
                    + " the kernel takes name, MAC, MTU, number and namespace; it is born down");
        }
        return make(
                "veth",
                link,
                message -> message.nest(VETH_INFO_PEER, inner -> {
                    header(inner, peer);
                    attributes(inner, peer);
                }));
    }

    /** Makes a link with a MAC address of its own on top of another one, its parent. */
    public static List<NetlinkMessage> macvlan(LinkSettings link, int parent, MacvlanMode mode) {
        return make("macvlan", link, parent, message -> message.withInt(IFLA_MACVLAN_MODE, mode.number));
    }

    /** Makes a link for one VLAN of another one, its parent. */
    public static List<NetlinkMessage> vlan(LinkSettings link, int parent, int id) {
        return make("vlan", link, parent, message -> message.withShort(IFLA_VLAN_ID, id));
    }

    /** Changes a link that is there. */
    public static NetlinkMessage change(LinkSettings link) {
        var message = new NetlinkMessage("change " + link.label(), RTM_NEWLINK, 0);
        header(message, link);
        attributes(message, link);
        link.alias().ifPresent(alias -> message.withText(IFLA_IFALIAS, alias));
        if (link.isPort()) {
            message.nest(IFLA_LINKINFO, inner -> port(inner, link));
        }
        if (link.hasNoLinkLocal()) {
            message.nest(
                    IFLA_AF_SPEC,
                    families -> families.nest(
                            Flags.AF_INET6, ipv6 -> ipv6.withByte(IFLA_INET6_ADDR_GEN_MODE, IN6_ADDR_GEN_MODE_NONE)));
        }
        return message;
    }

    /** Removes a link, and the other end of a pair. */
    public static NetlinkMessage remove(int index) {
        var message = new NetlinkMessage("remove link " + index, RTM_DELLINK, 0);
        header(message, LinkSettings.at(index));
        return message;
    }

    /** Removes a link, and the other end of a pair. */
    public static NetlinkMessage remove(String name) {
        var message = new NetlinkMessage("remove " + name, RTM_DELLINK, 0);
        header(message, LinkSettings.named(name));
        return message.withText(IFLA_IFNAME, name);
    }

    private static List<NetlinkMessage> make(String kind, LinkSettings link, Consumer<NetlinkMessage> data) {
        return make(kind, link, 0, data);
    }

    private static List<NetlinkMessage> make(
            String kind, LinkSettings link, int parent, Consumer<NetlinkMessage> data) {
        if (link.needsChange() && link.namespace().isPresent()) {
            throw new IllegalArgumentException("the kernel does not take all settings of " + link.label());
        }
        var message = new NetlinkMessage("make " + kind + " " + link.label(), RTM_NEWLINK, NEW);
        header(message, link);
        attributes(message, link);
        if (parent != 0) {
            message.withInt(IFLA_LINK, parent);
        }
        message.nest(IFLA_LINKINFO, info -> {
            info.withText(IFLA_INFO_KIND, kind);
            info.nest(IFLA_INFO_DATA, data);
        });
        List<NetlinkMessage> messages = new ArrayList<>(List.of(message));
        if (link.needsChange()) {
            messages.add(change(link.change()));
        }
        return messages;
    }

    /** struct ifinfomsg. */
    private static void header(NetlinkMessage message, LinkSettings link) {
        int flags = link.isUp().orElse(false) ? IFF_UP : 0;
        message.putInt(0).putInt(link.index().orElse(0));
        message.putInt(flags).putInt(link.isUp().isPresent() ? IFF_UP : 0);
    }

    private static void attributes(NetlinkMessage message, LinkSettings link) {
        link.name().ifPresent(name -> message.withText(IFLA_IFNAME, name));
        link.mac().ifPresent(mac -> message.with(IFLA_ADDRESS, mac));
        link.mtu().ifPresent(mtu -> message.withInt(IFLA_MTU, mtu));
        link.master().ifPresent(master -> message.withInt(IFLA_MASTER, master));
        link.namespace().ifPresent(namespace -> message.withInt(IFLA_NET_NS_FD, namespace.number()));
    }

    private static void port(NetlinkMessage info, LinkSettings link) {
        info.withText(IFLA_INFO_SLAVE_KIND, "bridge");
        info.nest(IFLA_INFO_SLAVE_DATA, data -> {
            link.isHairpin().ifPresent(wanted -> data.withByte(IFLA_BRPORT_MODE, wanted ? 1 : 0));
            link.isIsolated().ifPresent(wanted -> data.withByte(IFLA_BRPORT_ISOLATED, wanted ? 1 : 0));
        });
    }
}
