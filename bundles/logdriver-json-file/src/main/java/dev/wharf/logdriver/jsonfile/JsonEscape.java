package dev.wharf.logdriver.jsonfile;

import java.nio.charset.StandardCharsets;

/**
 * Writes bytes as a JSON string as Docker 1.9.1 does (pkg/jsonlog/jsonlogbytes.go, which follows Go's encoding/json):
 * HTML's special characters and the line separators of JavaScript are escaped, and each byte that is no UTF-8 becomes
 * the replacement character.
 */
final class JsonEscape {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] REPLACEMENT = "\\ufffd".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LINE_SEPARATOR = "\\u2028".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PARAGRAPH_SEPARATOR = "\\u2029".getBytes(StandardCharsets.US_ASCII);
    /** The bytes that stand for themselves, with those beyond ASCII left to {@link Utf8}. */
    private static final boolean[] PLAIN = plain();

    private JsonEscape() {}

    /** Appends the text without quotes. */
    static void write(byte[] text, int from, int to, ByteText out) {
        int start = from;
        int at = ByteSearch.special(text, from, to);
        while (at < to) {
            int width = text[at] < 0 ? Utf8.width(text, at, to) : 1;
            if (width > 1 && !isSeparator(text, at, width)) {
                at += width;
            } else {
                out.put(text, start, at - start);
                writeSpecial(text, at, width, out);
                at += Math.max(width, 1);
                start = at;
            }
            if (at < to && isPlain(text[at])) {
                at = ByteSearch.special(text, at, to);
            }
        }
        out.put(text, start, to - start);
    }

    /** Whether a byte stands for itself. */
    static boolean isPlain(byte value) {
        return value >= 0 && PLAIN[value];
    }

    private static void writeSpecial(byte[] text, int at, int width, ByteText out) {
        switch (width) {
            case 0 -> out.put(REPLACEMENT);
            case 1 -> writeAscii(text[at], out);
            default -> out.put(text[at + 2] == (byte) 0xa8 ? LINE_SEPARATOR : PARAGRAPH_SEPARATOR);
        }
    }

    private static void writeAscii(byte value, ByteText out) {
        out.put('\\');
        switch (value) {
            case '\\', '"' -> out.put(value);
            case '\n' -> out.put('n');
            case '\r' -> out.put('r');
            default -> {
                out.put('u');
                out.put('0');
                out.put('0');
                out.put(HEX[value >> 4]);
                out.put(HEX[value & 0xf]);
            }
        }
    }

    /** U+2028 and U+2029 are e2 80 a8 and e2 80 a9. */
    private static boolean isSeparator(byte[] text, int at, int width) {
        return width == 3 && text[at] == (byte) 0xe2 && text[at + 1] == (byte) 0x80 && (text[at + 2] & 0xfe) == 0xa8;
    }

    private static boolean[] plain() {
        boolean[] plain = new boolean[128];
        for (int value = 0x20; value < plain.length; value++) {
            plain[value] = "\\\"<>&".indexOf(value) < 0;
        }
        return plain;
    }
}
