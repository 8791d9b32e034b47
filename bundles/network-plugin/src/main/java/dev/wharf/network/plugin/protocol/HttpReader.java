package dev.wharf.network.plugin.protocol;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Reads an answer of HTTP/1.1; RFC 9112. Trusts nobody: lines, headers and bodies have a limit. */
final class HttpReader {
    private static final int MOST_LINE_BYTES = 8192;
    private static final int MOST_HEADERS = 100;
    private static final int MOST_BODY_BYTES = 4 << 20;
    private static final int CONTINUE_STATUSES = 200;

    private final Connection connection;
    private final ByteBuffer buffer = ByteBuffer.allocate(8192).limit(0);
    private boolean hasRead;

    HttpReader(Connection connection) {
        this.connection = connection;
    }

    /** Whether anything came at all. */
    boolean hasRead() {
        return hasRead;
    }

    HttpAnswer read() throws IOException {
        int status = status(line());
        Map<String, String> headers = headers();
        while (status < CONTINUE_STATUSES) {
            status = status(line());
            headers = headers();
        }
        return new HttpAnswer(status, new String(body(status, headers), UTF_8));
    }

    private static int status(String line) throws IOException {
        String[] parts = line.split(" ", 3);
        if (parts.length < 2 || !parts[0].startsWith("HTTP/1.") || !parts[1].matches("[1-5][0-9]{2}")) {
            throw new ProtocolException("no answer of HTTP: " + line);
        }
        return Integer.parseInt(parts[1]);
    }

    private Map<String, String> headers() throws IOException {
        Map<String, String> headers = new HashMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            if (colon < 1 || headers.size() >= MOST_HEADERS) {
                throw new ProtocolException("no header of HTTP: " + line);
            }
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return headers;
    }

    private byte[] body(int status, Map<String, String> headers) throws IOException {
        if (status == 204 || status == 304) {
            return new byte[0];
        }
        var body = new ByteArrayOutputStream();
        if (headers.getOrDefault("transfer-encoding", "")
                .toLowerCase(Locale.ROOT)
                .endsWith("chunked")) {
            chunks(body);
        } else if (headers.containsKey("content-length")) {
            copy(body, number(headers.get("content-length"), 10));
        } else {
            rest(body);
        }
        return body.toByteArray();
    }

    private void chunks(ByteArrayOutputStream body) throws IOException {
        for (int length = chunk(); length > 0; length = chunk()) {
            copy(body, length);
            if (!line().isEmpty()) {
                throw new ProtocolException("a chunk is longer than it says");
            }
        }
        headers();
    }

    private int chunk() throws IOException {
        return number(line().split(";", 2)[0].strip(), 16);
    }

    private static int number(String text, int radix) throws IOException {
        try {
            int number = Integer.parseInt(text, radix);
            if (number < 0 || number > MOST_BODY_BYTES) {
                throw new ProtocolException("an answer of " + text + " bytes is too long");
            }
            return number;
        } catch (NumberFormatException e) {
            throw new ProtocolException("no length: " + text);
        }
    }

    private void copy(ByteArrayOutputStream body, int length) throws IOException {
        int left = length;
        while (left > 0) {
            fill();
            int count = Math.min(left, buffer.remaining());
            body.write(buffer.array(), buffer.position(), count);
            buffer.position(buffer.position() + count);
            left -= count;
            checkSize(body);
        }
    }

    private void rest(ByteArrayOutputStream body) throws IOException {
        while (buffer.hasRemaining() || more()) {
            body.write(buffer.array(), buffer.position(), buffer.remaining());
            buffer.position(buffer.limit());
            checkSize(body);
        }
    }

    private static void checkSize(ByteArrayOutputStream body) throws IOException {
        if (body.size() > MOST_BODY_BYTES) {
            throw new ProtocolException("the answer is too long");
        }
    }

    private String line() throws IOException {
        var line = new ByteArrayOutputStream();
        for (byte next = next(); next != '\n'; next = next()) {
            line.write(next);
            if (line.size() > MOST_LINE_BYTES) {
                throw new ProtocolException("a line of the answer is too long");
            }
        }
        String text = line.toString(ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    private byte next() throws IOException {
        fill();
        return buffer.get();
    }

    private void fill() throws IOException {
        if (!buffer.hasRemaining() && !more()) {
            throw new EOFException("the answer ends early");
        }
    }

    private boolean more() throws IOException {
        buffer.clear();
        int count = connection.read(buffer);
        buffer.flip();
        hasRead |= count > 0;
        return count > 0;
    }
}
