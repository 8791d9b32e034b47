package dev.wharf.api.http.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Locale;

/**
 * The head of a request as its bytes came, and what follows it. Clients of Docker's first years send an empty Host
 * header over unix sockets (Docker 1.9's own client), the path of the socket, or none at all; the parser of the HTTP
 * server refuses those as RFC 9112 section 3.2 demands, so the head is put right before it sees it.
 */
final class RequestHead {
    /** What follows a head on its connection. */
    enum Next {
        /** The next head. */
        HEAD,
        /** A body of a known length. */
        BODY,
        /** Bytes whose end only the parser of the HTTP server can tell. */
        UNKNOWN
    }

    private static final String STAND_IN = "Host: localhost\r\n";

    private final String text;
    private int hosts;
    private boolean isHostUsable;
    private int hostStart;
    private int hostEnd;
    private long length;
    private boolean isLengthKnown = true;

    private RequestHead(String text) {
        this.text = text;
        int line = next(0);
        while (line < text.length()) {
            int end = next(line);
            field(line, end);
            line = end;
        }
    }

    /** Reads a head. */
    static RequestHead of(byte[] bytes, int size) {
        return new RequestHead(new String(bytes, 0, size, ISO_8859_1));
    }

    /** Where the first head among the bytes ends, with its empty line; -1 when its end has not come yet. */
    static int end(byte[] bytes, int size) {
        int lineStart = skipEmptyLines(bytes, size);
        for (int i = lineStart; i < size; i++) {
            if (bytes[i] == '\n') {
                if (isEmptyLine(bytes, lineStart, i)) {
                    return i + 1;
                }
                lineStart = i + 1;
            }
        }
        return -1;
    }

    /** The head as the HTTP server takes it. */
    byte[] normalised() {
        return rewritten().getBytes(ISO_8859_1);
    }

    /** Whether {@link #normalised} differs from what came. */
    boolean isOdd() {
        return hosts == 0 || (hosts == 1 && !isHostUsable);
    }

    /** What follows. */
    Next next() {
        if (!isLengthKnown) {
            return Next.UNKNOWN;
        }
        return length > 0 ? Next.BODY : Next.HEAD;
    }

    /** Bytes of the body, where that is what follows. */
    long bodyLength() {
        return length;
    }

    private String rewritten() {
        if (hosts == 0) {
            int firstField = next(0);
            return text.substring(0, firstField) + STAND_IN + text.substring(firstField);
        }
        return text.substring(0, hostStart) + STAND_IN + text.substring(hostEnd);
    }

    private void field(int start, int end) {
        int colon = text.indexOf(':', start);
        if (colon < 0 || colon >= end) {
            return;
        }
        String value = text.substring(colon + 1, end).strip();
        switch (text.substring(start, colon).toLowerCase(Locale.ROOT)) {
            case "host" -> host(start, end, value);
            case "content-length" -> contentLength(value);
            case "transfer-encoding" -> isLengthKnown = false;
            default -> {}
        }
    }

    private void host(int start, int end, String value) {
        hosts++;
        hostStart = start;
        hostEnd = end;
        isHostUsable = !value.isEmpty();
        for (int i = 0; i < value.length() && isHostUsable; i++) {
            isHostUsable = isHostCharacter(value.charAt(i));
        }
    }

    private void contentLength(String value) {
        boolean isNumber =
                !value.isEmpty() && value.length() < 19 && value.chars().allMatch(RequestHead::isDigit);
        if (!isNumber || length != 0) {
            isLengthKnown = false;
        } else {
            length = Long.parseLong(value);
        }
    }

    private int next(int line) {
        int feed = text.indexOf('\n', line);
        return feed < 0 ? text.length() : feed + 1;
    }

    private static boolean isHostCharacter(int character) {
        return isDigit(character)
                || (character >= 'a' && character <= 'z')
                || (character >= 'A' && character <= 'Z')
                || ".-_:[]".indexOf(character) >= 0;
    }

    private static boolean isDigit(int character) {
        return character >= '0' && character <= '9';
    }

    private static int skipEmptyLines(byte[] bytes, int size) {
        int start = 0;
        while (start < size && (bytes[start] == '\r' || bytes[start] == '\n')) {
            start++;
        }
        return start;
    }

    private static boolean isEmptyLine(byte[] bytes, int start, int feed) {
        return feed == start || (feed == start + 1 && bytes[start] == '\r');
    }
}
