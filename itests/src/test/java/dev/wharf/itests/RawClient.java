package dev.wharf.itests;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** HTTP over a unix socket, byte by byte as written. One connection per call. */
public final class RawClient {
    private final Path socket;

    /** A client of the daemon that listens there. */
    public RawClient(Path socket) {
        this.socket = socket;
    }

    /**
     * An answer.
     *
     * @param status of HTTP; 0 when the connection was closed without an answer
     * @param headers as sent
     * @param bytes the body without its framing
     */
    public record Response(int status, List<String> headers, byte[] bytes) {

        /** The body as text. */
        public String body() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        /** The first header of that name. */
        public Optional<String> header(String name) {
            return headers.stream()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":"))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst();
        }

        @Override
        public String toString() {
            return status + " " + headers + "\n" + body();
        }
    }

    /** GET. */
    public Response get(String path) {
        return call("GET", path, "");
    }

    /** POST without a body. */
    public Response post(String path) {
        return call("POST", path, "");
    }

    /** POST of JSON. */
    public Response postJson(String path, String json) {
        return call("POST", path, json);
    }

    /** DELETE. */
    public Response delete(String path) {
        return call("DELETE", path, "");
    }

    /** A call with a JSON body, or none when it is empty. */
    public Response call(String method, String path, String json) {
        String type = json.isEmpty() ? "" : "Content-Type: application/json\r\n";
        return send(method, path, type, json.getBytes(StandardCharsets.UTF_8));
    }

    /** POST of a tar. */
    public Response postTar(String path, byte[] tar) {
        return send("POST", path, "Content-Type: application/x-tar\r\n", tar);
    }

    /** A call with headers, each ended by CR LF, and a body with its length. */
    public Response send(String method, String path, String headers, byte[] body) {
        String head = method + " " + path + " HTTP/1.1\r\nHost: docker\r\n" + headers + "Content-Length: " + body.length
                + "\r\n\r\n"; // over a connection that may go on, so that an answer that was cut can be told from a
        // whole one
        return exchange(method.equals("HEAD"), head.getBytes(StandardCharsets.UTF_8), body);
    }

    /** Sends bytes as they are and reads one answer. */
    public Response raw(String request) {
        return exchange(false, request.getBytes(StandardCharsets.ISO_8859_1), new byte[0]);
    }

    /** Opens a stream in both directions; the answer's head has been read. */
    public Hijacked hijack(String path, boolean upgrade) {
        String headers = upgrade ? "Connection: Upgrade\r\nUpgrade: tcp\r\n" : "";
        String head = "POST " + path + " HTTP/1.1\r\nHost: docker\r\nContent-Type: text/plain\r\nContent-Length: 0\r\n"
                + headers + "\r\n";
        try {
            SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
            write(channel, head.getBytes(StandardCharsets.US_ASCII));
            InputStream input = Channels.newInputStream(channel);
            return new Hijacked(channel, input, status(head(input)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void write(SocketChannel channel, byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    private Response exchange(boolean isHead, byte[] head, byte[] body) {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            writeWhatIsTaken(channel, head);
            writeWhatIsTaken(channel, body);
            InputStream input = Channels.newInputStream(channel);
            List<String> lines = headIfAny(input);
            if (lines.isEmpty()) {
                return new Response(0, lines, new byte[0]);
            }
            Response bare = new Response(status(lines), lines.subList(1, lines.size()), new byte[0]);
            return isHead ? bare : new Response(bare.status(), bare.headers(), body(bare, input));
        } catch (IOException e) {
            throw new UncheckedIOException("no answer to " + new String(head, StandardCharsets.UTF_8).strip(), e);
        }
    }

    /** A server may answer and close before it has read all of what it refuses. */
    private static void writeWhatIsTaken(SocketChannel channel, byte[] body) {
        try {
            write(channel, body);
        } catch (IOException ignored) {
            // the answer tells
        }
    }

    private static int status(List<String> lines) {
        return lines.isEmpty() ? 0 : Integer.parseInt(lines.get(0).split(" ", -1)[1]);
    }

    /** Empty when the server closed the connection without a word. */
    private static List<String> headIfAny(InputStream input) {
        try {
            return head(input);
        } catch (IOException ignored) {
            // reset: the server had not read all
            return List.of();
        }
    }

    private static List<String> head(InputStream input) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = line(input); !line.isEmpty(); line = line(input)) {
            lines.add(line);
        }
        return lines;
    }

    private static String line(InputStream input) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int c = input.read(); c >= 0 && c != '\n'; c = input.read()) {
            if (c != '\r') {
                bytes.write(c);
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static byte[] body(Response head, InputStream input) throws IOException {
        if (head.status() == 204 || head.status() == 304) {
            return new byte[0];
        }
        if (head.header("Transfer-Encoding").filter("chunked"::equalsIgnoreCase).isPresent()) {
            return chunks(input);
        }
        Optional<String> length = head.header("Content-Length");
        return length.isPresent() ? input.readNBytes(Integer.parseInt(length.get())) : input.readAllBytes();
    }

    private static byte[] chunks(InputStream input) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int size = chunkSize(input); size > 0; size = chunkSize(input)) {
            byte[] chunk = input.readNBytes(size);
            if (chunk.length < size) {
                throw new EOFException("the answer ends in the middle of a chunk");
            }
            bytes.write(chunk);
            line(input);
        }
        return bytes.toByteArray();
    }

    private static int chunkSize(InputStream input) throws IOException {
        String line = line(input);
        if (line.isEmpty()) {
            throw new EOFException("the answer ends without its last chunk");
        }
        return Integer.parseInt(line.replaceFirst(";.*", "").strip(), 16);
    }
}
