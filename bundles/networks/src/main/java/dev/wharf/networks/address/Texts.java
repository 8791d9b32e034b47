package dev.wharf.networks.address;

import java.net.Inet6Address;
import java.net.InetAddress;

/** Writes addresses as Docker does. */
public final class Texts {
    private Texts() {}

    /** The text of an address; the longest row of zeros of an IPv6 address is left out, as RFC 5952 has it. */
    public static String of(InetAddress address) {
        return address instanceof Inet6Address ? shortened(address.getAddress()) : address.getHostAddress();
    }

    private static String shortened(byte[] bytes) {
        int[] groups = new int[8];
        for (int i = 0; i < groups.length; i++) {
            groups[i] = Byte.toUnsignedInt(bytes[2 * i]) << 8 | Byte.toUnsignedInt(bytes[2 * i + 1]);
        }
        int start = 0;
        int length = 0;
        for (int i = 0; i < groups.length; i++) {
            int run = run(groups, i);
            if (run > length) {
                start = i;
                length = run;
            }
        }
        return length < 2 ? joined(groups, 0, 8) : joined(groups, 0, start) + "::" + joined(groups, start + length, 8);
    }

    private static int run(int[] groups, int from) {
        int end = from;
        while (end < groups.length && groups[end] == 0) {
            end++;
        }
        return end - from;
    }

    private static String joined(int[] groups, int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < to; i++) {
            text.append(i == from ? "" : ":").append(Integer.toHexString(groups[i]));
        }
        return text.toString();
    }
}
