package dev.wharf.launcher;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** Asks a daemon over its own socket. One connection per question. */
final class ApiClient {
    private static final int MOST_BYTES = 4 << 20;

    /**
     * An answer.
     *
     * @param status of HTTP
     * @param body as text
     */
    record Answer(int status, String body) {
        /** Whether the daemon did what was asked. */
        boolean isAccepted() {
            return status >= 200 && status < 300;
        }
    }

    private final SocketAddress address;

    ApiClient(SocketAddress address) {
        this.address = address;
    }

    /**
     * Sends a GET.
     *
     * @throws IOException when nobody listens or the answer makes no sense
     */
    Answer get(String path) throws IOException {
        return ask("GET " + path, "", "");
    }

    /**
     * Sends a POST of JSON.
     *
     * @throws IOException when nobody listens or the answer makes no sense
     */
    Answer post(String path, String json) throws IOException {
        int length = json.getBytes(StandardCharsets.UTF_8).length;
        return ask("POST " + path, "Content-Type: application/json\r\nContent-Length: " + length + "\r\n", json);
    }

    /** HTTP/1.0 keeps the answer free of chunks and ends it with the connection. */
    private Answer ask(String line, String headers, String body) throws IOException {
        try (SocketChannel channel = SocketChannel.open(address)) {
            String head = line + " HTTP/1.0\r\nHost: wharf\r\nConnection: close\r\n" + headers + "\r\n";
            ByteBuffer bytes = ByteBuffer.wrap((head + body).getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            return parse(all(Channels.newInputStream(channel)));
        }
    }

    private static String all(InputStream stream) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(stream.readNBytes(MOST_BYTES));
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static Answer parse(String text) throws IOException {
        int head = text.indexOf("\r\n\r\n");
        if (head < 0 || !text.matches("(?s)HTTP/1\\.[01] \\d{3}.*")) {
            throw new IOException("not an HTTP answer");
        }
        return new Answer(Integer.parseInt(text.substring(9, 12)), text.substring(head + 4));
    }
}
