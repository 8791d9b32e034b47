package dev.wharf.linux.network;

import static java.util.Objects.requireNonNull;

import java.net.InetAddress;

/**
 * An IP address of a link.
 *
 * @param link its index
 * @param address IPv4 or IPv6
 * @param length bits of the network part
 */
public record LinkAddress(int link, InetAddress address, int length) {
    private static final int HEADER = 8;
    private static final int INDEX_AT = 4;

    /** Checks the address. */
    public LinkAddress {
        requireNonNull(address, "address");
    }

    /** Reads struct ifaddrmsg and what follows; rtnetlink(7). */
    static LinkAddress read(NetlinkReply reply) {
        NetlinkAttributes all = reply.attributes(HEADER);
        byte[] address = all.bytes(RouteNumbers.IFA_LOCAL)
                .or(() -> all.bytes(RouteNumbers.IFA_ADDRESS))
                .orElseGet(() -> new byte[4]);
        return new LinkAddress(reply.intAt(INDEX_AT), RouteMessages.address(address), reply.byteAt(1));
    }
}
