package dev.wharf.spi.network;

import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The hardware address of an interface.
 *
 * @param value such as {@code 02:42:ac:11:00:02}, in lower case
 */
public record MacAddress(String value) {
    private static final Pattern GRAMMAR = Pattern.compile("[0-9a-f]{2}(:[0-9a-f]{2}){5}");

    /** Checks the grammar. */
    public MacAddress {
        value = value.toLowerCase(Locale.ROOT);
        if (!GRAMMAR.matcher(value).matches()) {
            throw new IllegalArgumentException("invalid MAC address: " + value);
        }
    }

    /** The six bytes. */
    public byte[] bytes() {
        return HexFormat.ofDelimiter(":").parseHex(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
