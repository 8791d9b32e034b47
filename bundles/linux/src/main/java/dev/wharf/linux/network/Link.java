package dev.wharf.linux.network;

import static java.util.Objects.requireNonNull;

import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A network interface, as it was when it was asked for.
 *
 * @param index its number in its namespace
 * @param name its name
 * @param kind such as {@code bridge}, {@code veth}, {@code macvlan}; empty for hardware and {@code lo}
 * @param alias a free text of its owner, or empty
 * @param mac hardware address such as {@code 02:42:ac:11:00:02}, or empty
 * @param mtu largest packet, in bytes
 * @param isUp whether it was set up
 * @param master index of the bridge that it belongs to
 * @param parent index of the link below it, or of the other end of a veth pair, which may be in another namespace
 */
public record Link(
        int index,
        String name,
        String kind,
        String alias,
        String mac,
        int mtu,
        boolean isUp,
        OptionalInt master,
        OptionalInt parent) {
    private static final int HEADER = 16;
    private static final int INDEX_AT = 4;
    private static final int FLAGS_AT = 8;

    /** Checks the texts. */
    public Link {
        requireNonNull(name, "name");
        requireNonNull(kind, "kind");
        requireNonNull(alias, "alias");
        requireNonNull(mac, "mac");
    }

    /** Reads struct ifinfomsg and what follows; rtnetlink(7). */
    static Link read(NetlinkReply reply) {
        NetlinkAttributes all = reply.attributes(HEADER);
        return new Link(
                reply.intAt(INDEX_AT),
                all.text(RouteNumbers.IFLA_IFNAME).orElse(""),
                all.nested(RouteNumbers.IFLA_LINKINFO)
                        .text(RouteNumbers.IFLA_INFO_KIND)
                        .orElse(""),
                all.text(RouteNumbers.IFLA_IFALIAS).orElse(""),
                mac(all.bytes(RouteNumbers.IFLA_ADDRESS)),
                all.number(RouteNumbers.IFLA_MTU).orElse(0),
                (reply.intAt(FLAGS_AT) & RouteNumbers.IFF_UP) != 0,
                all.number(RouteNumbers.IFLA_MASTER),
                all.number(RouteNumbers.IFLA_LINK));
    }

    private static String mac(Optional<byte[]> bytes) {
        return bytes.map(HexFormat.ofDelimiter(":")::formatHex).orElse("");
    }
}
