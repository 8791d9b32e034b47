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
    record Answer(int status, String body) {}

    private final SocketAddress address;

    ApiClient(SocketAddress address) {
        this.address = address;
    }

    /**
     * Sends a GET. HTTP/1.0 keeps the answer free of chunks and ends it with the connection.
     *
     * @throws IOException when nobody listens or the answer makes no sense
     */
    Answer get(String path) throws IOException {
        try (SocketChannel channel = SocketChannel.open(address)) {
            String head = "GET " + path + " HTTP/1.0\r\nHost: wharf\r\nConnection: close\r\n\r\n";
            ByteBuffer bytes = ByteBuffer.wrap(head.getBytes(StandardCharsets.US_ASCII));
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
