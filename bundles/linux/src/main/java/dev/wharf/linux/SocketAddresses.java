package dev.wharf.linux;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import jnr.ffi.Pointer;

/** struct sockaddr_in and sockaddr_in6 of ip(7) and ipv6(7). */
final class SocketAddresses {
    /** Room for either. */
    static final int BYTES = 28;

    private static final int IPV4_BYTES = 16;
    private static final int IPV4_AT = 4;
    private static final int IPV6_AT = 8;

    private SocketAddresses() {}

    /** Writes an address; returns how many bytes it takes. */
    static int write(InetSocketAddress address, Pointer to) {
        boolean isIpv4 = address.getAddress() instanceof Inet4Address;
        byte[] bytes = address.getAddress().getAddress();
        to.putShort(0, (short) (isIpv4 ? Flags.AF_INET : Flags.AF_INET6));
        to.putByte(2, (byte) (address.getPort() >> 8));
        to.putByte(3, (byte) address.getPort());
        to.put(isIpv4 ? IPV4_AT : IPV6_AT, bytes, 0, bytes.length);
        return isIpv4 ? IPV4_BYTES : BYTES;
    }

    /** Reads an address. */
    static InetSocketAddress read(Pointer from) {
        boolean isIpv4 = from.getShort(0) == Flags.AF_INET;
        byte[] bytes = new byte[isIpv4 ? 4 : 16];
        from.get(isIpv4 ? IPV4_AT : IPV6_AT, bytes, 0, bytes.length);
        byte[] port = new byte[2];
        from.get(2, port, 0, 2);
        return new InetSocketAddress(
                address(bytes),
                ByteBuffer.wrap(port).order(ByteOrder.BIG_ENDIAN).getShort() & 0xffff);
    }

    private static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of " + bytes.length + " bytes", e);
        }
    }
}
