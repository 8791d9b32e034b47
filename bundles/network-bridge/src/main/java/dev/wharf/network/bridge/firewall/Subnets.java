package dev.wharf.network.bridge.firewall;

import dev.wharf.linux.network.filter.Data;
import dev.wharf.spi.network.IpPrefix;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Arithmetic on networks of addresses. */
final class Subnets {
    private static final int PRIVATE = 0xfc;
    private static final int PRIVATE_MASK = 0xfe;

    private Subnets() {}

    /** Whether its addresses mean nothing outside; IPv6 addresses other than fc00::/7 are made to be routed. */
    static boolean isPrivate(IpPrefix subnet) {
        return !subnet.isIpv6() || (subnet.address().getAddress()[0] & PRIVATE_MASK) == PRIVATE;
    }

    static InetAddress first(IpPrefix subnet) {
        return filled(subnet, 0);
    }

    static InetAddress last(IpPrefix subnet) {
        return filled(subnet, 0xff);
    }

    /** Whether an address, as bytes, belongs to it. */
    static boolean contains(IpPrefix subnet, Data address) {
        return address.length() == subnet.address().getAddress().length
                && first(new IpPrefix(address(address.bytes()), subnet.length()))
                        .equals(first(subnet));
    }

    /** The bits behind the prefix all 0 or all 1. */
    private static InetAddress filled(IpPrefix subnet, int with) {
        byte[] bytes = subnet.address().getAddress();
        for (int i = 0; i < bytes.length; i++) {
            int kept = Math.max(0, Math.min(Byte.SIZE, subnet.length() - i * Byte.SIZE));
            int mask = 0xff << (Byte.SIZE - kept);
            bytes[i] = (byte) ((bytes[i] & mask) | (with & ~mask));
        }
        return address(bytes);
    }

    private static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("an address of " + bytes.length + " bytes", e);
        }
    }
}
