package dev.wharf.linux.network;

import static java.util.Objects.requireNonNull;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A route of one destination.
 *
 * @param destination the network; the wildcard address of the family for the default route
 * @param length bits of the network part; 0 for the default route
 * @param gateway empty for what is reached directly
 * @param link index of the link; empty when the gateway tells it, or there are several ways
 */
public record Route(InetAddress destination, int length, Optional<InetAddress> gateway, OptionalInt link) {
    private static final int HEADER = 12;

    /** Checks all parts. */
    public Route {
        requireNonNull(destination, "destination");
        requireNonNull(gateway, "gateway");
        requireNonNull(link, "link");
    }

    /** The default route of the gateway's family. */
    public static Route byDefault(InetAddress gateway, int link) {
        byte[] any = new byte[gateway.getAddress().length];
        return new Route(RouteMessages.address(any), 0, Optional.of(gateway), OptionalInt.of(link));
    }

    /** To what is reached directly. */
    public static Route direct(InetAddress destination, int length, int link) {
        return new Route(destination, length, Optional.empty(), OptionalInt.of(link));
    }

    /** Whether it is for IPv6. */
    public boolean isIpv6() {
        return destination instanceof Inet6Address;
    }

    /** Whether it takes what no other route takes. */
    public boolean isDefault() {
        return length == 0;
    }

    /** Reads struct rtmsg and what follows; rtnetlink(7). */
    static Route read(NetlinkReply reply) {
        NetlinkAttributes all = reply.attributes(HEADER);
        int bytes = reply.byteAt(0) == dev.wharf.linux.Flags.AF_INET6 ? 16 : 4;
        return new Route(
                RouteMessages.address(all.bytes(RouteNumbers.RTA_DST).orElseGet(() -> new byte[bytes])),
                reply.byteAt(1),
                all.bytes(RouteNumbers.RTA_GATEWAY).map(RouteMessages::address),
                all.number(RouteNumbers.RTA_OIF));
    }
}
