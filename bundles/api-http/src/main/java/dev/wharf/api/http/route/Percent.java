package dev.wharf.api.http.route;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wharf.engine.api.EngineException.InvalidArgument;
import java.io.ByteArrayOutputStream;
import java.util.HexFormat;

/** Percent-encoding of paths and queries, as Go's net/url reads and writes it. */
final class Percent {
    private static final String SAFE_IN_PATHS = "-_.~$&+,/:;=@";

    private Percent() {}

    /** Decodes a path. */
    static String decodePath(String text) {
        return decode(text, false);
    }

    /** Decodes a name or value of a query, where a plus is a blank. */
    static String decodeQuery(String text) {
        return decode(text, true);
    }

    /** Encodes a path. */
    static String encodePath(String path) {
        StringBuilder encoded = new StringBuilder();
        for (byte octet : path.getBytes(UTF_8)) {
            char character = (char) (octet & 0xff);
            if (isAlphanumeric(character) || SAFE_IN_PATHS.indexOf(character) >= 0) {
                encoded.append(character);
            } else {
                encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(octet));
            }
        }
        return encoded.toString();
    }

    private static String decode(String text, boolean isPlusBlank) {
        if (text.indexOf('%') < 0 && (!isPlusBlank || text.indexOf('+') < 0)) {
            return text;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        byte[] source = text.getBytes(UTF_8);
        for (int i = 0; i < source.length; i++) {
            if (source[i] == '%') {
                bytes.write(octet(source, i, text));
                i += 2;
            } else {
                bytes.write(isPlusBlank && source[i] == '+' ? ' ' : source[i]);
            }
        }
        return bytes.toString(UTF_8);
    }

    private static int octet(byte[] source, int at, String text) {
        if (at + 2 >= source.length || !isHex(source[at + 1]) || !isHex(source[at + 2])) {
            throw new InvalidArgument("invalid URL escape in \"" + text + "\"");
        }
        return HexFormat.fromHexDigit(source[at + 1]) << 4 | HexFormat.fromHexDigit(source[at + 2]);
    }

    private static boolean isHex(byte digit) {
        return HexFormat.isHexDigit(digit);
    }

    private static boolean isAlphanumeric(char character) {
        return (character >= '0' && character <= '9')
                || (character >= 'a' && character <= 'z')
                || (character >= 'A' && character <= 'Z');
    }
}
