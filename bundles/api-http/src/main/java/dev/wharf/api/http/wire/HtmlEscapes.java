package dev.wharf.api.http.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;

/**
 * The characters that Go's encoding/json escapes so that its output can stand in HTML: {@code <}, {@code >}, {@code &} and
 * the separators U+2028 and U+2029. JSON has them within texts only, so what has been written is put right; few documents
 * have any.
 */
final class HtmlEscapes {
    private static final byte[] LESS = "\\u003c".getBytes(US_ASCII);
    private static final byte[] GREATER = "\\u003e".getBytes(US_ASCII);
    private static final byte[] AND = "\\u0026".getBytes(US_ASCII);
    private static final byte[] LINE_SEPARATOR = "\\u2028".getBytes(US_ASCII);
    private static final byte[] PARAGRAPH_SEPARATOR = "\\u2029".getBytes(US_ASCII);
    private static final byte SEPARATOR_FIRST = (byte) 0xE2;
    private static final byte SEPARATOR_SECOND = (byte) 0x80;
    private static final byte SEPARATOR_LINE = (byte) 0xA8;
    private static final byte SEPARATOR_PARAGRAPH = (byte) 0xA9;

    private HtmlEscapes() {}

    /** A document in UTF-8 with its characters escaped. */
    static byte[] in(byte[] document) {
        for (byte octet : document) {
            if (octet == '<' || octet == '>' || octet == '&' || octet == SEPARATOR_FIRST) {
                return escaped(document);
            }
        }
        return document;
    }

    private static byte[] escaped(byte[] document) {
        ByteArrayOutputStream escaped = new ByteArrayOutputStream(document.length + document.length / 2);
        for (int i = 0; i < document.length; i++) {
            switch (document[i]) {
                case '<' -> escaped.writeBytes(LESS);
                case '>' -> escaped.writeBytes(GREATER);
                case '&' -> escaped.writeBytes(AND);
                case SEPARATOR_FIRST -> i += separator(document, i, escaped);
                default -> escaped.write(document[i]);
            }
        }
        return escaped.toByteArray();
    }

    /** Returns how many bytes beyond the first are done with. */
    private static int separator(byte[] document, int at, ByteArrayOutputStream escaped) {
        boolean isLong = at + 2 < document.length && document[at + 1] == SEPARATOR_SECOND;
        if (isLong && document[at + 2] == SEPARATOR_LINE) {
            escaped.writeBytes(LINE_SEPARATOR);
            return 2;
        }
        if (isLong && document[at + 2] == SEPARATOR_PARAGRAPH) {
            escaped.writeBytes(PARAGRAPH_SEPARATOR);
            return 2;
        }
        escaped.write(document[at]);
        return 0;
    }
}
