package dev.wharf.network.bridge;

import dev.wharf.spi.network.IpPrefix;
import java.math.BigInteger;
import java.net.InetAddress;

/** Asks for the network part of addresses. */
final class Prefixes {
    private Prefixes() {}

    /** Whether an address lies in a network. */
    static boolean contains(IpPrefix network, InetAddress address) {
        byte[] own = network.address().getAddress();
        byte[] other = address.getAddress();
        int hostBits = own.length * Byte.SIZE - network.length();
        return own.length == other.length
                && new BigInteger(1, own)
                                .xor(new BigInteger(1, other))
                                .shiftRight(hostBits)
                                .signum()
                        == 0;
    }
}
