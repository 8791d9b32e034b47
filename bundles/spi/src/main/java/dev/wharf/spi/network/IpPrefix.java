package dev.wharf.spi.network;

import static java.util.Objects.requireNonNull;

import java.net.Inet6Address;
import java.net.InetAddress;

/**
 * An address with the length of its network part, such as {@code 172.17.0.2/16}. Host bits may be set: it tells an
 * address in its network as well as the network alone.
 *
 * @param address IPv4 or IPv6, without a scope
 * @param length bits of the network part
 */
public record IpPrefix(InetAddress address, int length) {
    /** Checks the length. */
    public IpPrefix {
        requireNonNull(address, "address");
        if (length < 0 || length > bits(address)) {
            throw new IllegalArgumentException("invalid prefix length: " + length);
        }
    }

    /** Whether the address is IPv6. */
    public boolean isIpv6() {
        return address instanceof Inet6Address;
    }

    private static int bits(InetAddress address) {
        return address.getAddress().length * Byte.SIZE;
    }

    @Override
    public String toString() {
        return address.getHostAddress() + '/' + length;
    }
}
