package dev.wharf.linux;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Names of files as texts. Linux takes any bytes but NUL and slash: those that are not UTF-8 become lone surrogates
 * U+DC80 to U+DCFF, as in Python's PEP 383, and turn into the same bytes again.
 */
public final class FileNames {
    private FileNames() {}

    /**
     * The bytes of a name.
     *
     * @throws IllegalArgumentException when the name holds a NUL
     */
    public static byte[] encode(String name) {
        if (name.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a name with a NUL character");
        }
        return hasEscapes(name) ? encodeEscaped(name) : name.getBytes(StandardCharsets.UTF_8);
    }

    /** The name of bytes. */
    public static String decode(byte[] bytes) {
        if (isAscii(bytes)) {
            return new String(bytes, StandardCharsets.US_ASCII);
        }
        try {
            CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return text.toString();
        } catch (CharacterCodingException invalid) {
            return decodeEscaped(bytes);
        }
    }

    private static boolean isAscii(byte[] bytes) {
        for (byte each : bytes) {
            if (each < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean hasEscapes(String name) {
        for (int i = 0; i < name.length(); i++) {
            char each = name.charAt(i);
            if (each >= 0xdc80 && each <= 0xdcff) {
                return !isWellFormed(name);
            }
        }
        return false;
    }

    private static boolean isWellFormed(String name) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(name);
    }

    private static byte[] encodeEscaped(String name) {
        var out = new java.io.ByteArrayOutputStream();
        name.codePoints().forEach(point -> {
            if (point >= 0xdc80 && point <= 0xdcff) {
                out.write(point - 0xdc00);
            } else {
                out.writeBytes(Character.toString(point).getBytes(StandardCharsets.UTF_8));
            }
        });
        return out.toByteArray();
    }

    private static String decodeEscaped(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        int at = 0;
        while (at < bytes.length) {
            int length = sequenceLength(bytes, at);
            if (length == 0) {
                text.append((char) (0xdc00 + (bytes[at] & 0xff)));
                at++;
            } else {
                text.append(new String(bytes, at, length, StandardCharsets.UTF_8));
                at += length;
            }
        }
        return text.toString();
    }

    /** How many bytes the valid UTF-8 sequence at a place has; 0 when it is not valid. */
    private static int sequenceLength(byte[] bytes, int at) {
        int first = bytes[at] & 0xff;
        int length = first < 0x80 ? 1 : first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc2 ? 2 : 0;
        if (length == 0 || at + length > bytes.length) {
            return 0;
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, at, length));
            return length;
        } catch (CharacterCodingException invalid) {
            return 0;
        }
    }
}
