package dev.wharf.launcher;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An IP address, or a subnet, as a person writes it. No name is ever looked up.
 *
 * @param address as written
 * @param length bits of the subnet; all of them for an address alone
 * @param value the bits as a number
 * @param width 32 or 128
 */
record IpText(String address, int length, BigInteger value, int width) {
    private static final Pattern V4 = Pattern.compile("(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?:\\.(?!$)|$)){4}");
    private static final Pattern V6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,3}");

    /** Reads an address; empty when it is none. */
    static Optional<IpText> address(String text) {
        if (!V4.matcher(text).matches() && !V6.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            // in brackets, a name is refused and not looked up
            byte[] bytes = InetAddress.getByName(text.contains(":") ? "[" + text + "]" : text)
                    .getAddress();
            int width = text.contains(":") ? 128 : bytes.length * Byte.SIZE;
            return Optional.of(new IpText(text, width, new BigInteger(1, bytes), width));
        } catch (UnknownHostException ignored) {
            // told by the empty result
            return Optional.empty();
        }
    }

    /** Reads an address with the length of its subnet behind a slash; empty when it is none. */
    static Optional<IpText> subnet(String text) {
        int slash = text.indexOf('/');
        if (slash < 0 || !LENGTH.matcher(text.substring(slash + 1)).matches()) {
            return Optional.empty();
        }
        int length = Integer.parseInt(text.substring(slash + 1));
        return address(text.substring(0, slash))
                .filter(address -> length <= address.width)
                .map(address -> new IpText(address.address, length, address.value, address.width));
    }

    boolean isV6() {
        return width > 32;
    }

    /** Whether all of another one lies in this subnet. */
    boolean contains(IpText other) {
        return width == other.width
                && length <= other.length
                && value.shiftRight(width - length).equals(other.value.shiftRight(width - length));
    }
}
