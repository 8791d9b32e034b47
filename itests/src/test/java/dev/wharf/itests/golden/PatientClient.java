package dev.wharf.itests.golden;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Makes recorded calls. Reads each answer to its end, or until nothing has come for a while. */
final class PatientClient {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PATIENCE_WITH_ENDLESS = Duration.ofMillis(1500);
    private static final byte[] END_OF_HEAD = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Path socket;

    PatientClient(Path socket) {
        this.socket = socket;
    }

    /** Makes a call with another path and body than the recorded ones, in which ids are replaced. */
    Answer call(RecordedCall call, String path, byte[] body) {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
                Selector selector = Selector.open()) {
            channel.write(ByteBuffer.wrap(request(call, path, body)));
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ);
            return answer(call, read(call, channel, selector));
        } catch (IOException e) {
            throw new UncheckedIOException(call.name(), e);
        }
    }

    private static byte[] request(RecordedCall call, String path, byte[] body) {
        StringBuilder head = new StringBuilder(call.method() + " " + path + " HTTP/1.1\r\nHost: docker\r\n");
        call.headers()
                .forEach((name, value) ->
                        head.append(name).append(": ").append(value).append("\r\n"));
        if (!call.hijacks()) {
            head.append("Connection: close\r\n");
        }
        if (body.length > 0 || call.method().equals("POST")) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
        request.writeBytes(body);
        return request.toByteArray();
    }

    private static byte[] read(RecordedCall call, SocketChannel channel, Selector selector) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
        Optional<byte[]> input = call.input();
        while (selector.select(patience(call).toMillis()) > 0) {
            selector.selectedKeys().clear();
            if (channel.read(buffer.clear()) < 0) {
                return answer.toByteArray();
            }
            answer.write(buffer.array(), 0, buffer.position());
            if (input.isPresent() && endOfHead(answer.toByteArray()) >= 0) {
                channel.write(ByteBuffer.wrap(input.get()));
                channel.shutdownOutput();
                input = Optional.empty();
            }
        }
        if (patience(call).equals(PATIENCE)) {
            throw new IOException("no end of the answer: " + answer.toString(StandardCharsets.UTF_8));
        }
        return answer.toByteArray();
    }

    /** An answer on a connection that could have become a stream leaves it open. */
    private static Duration patience(RecordedCall call) {
        return call.endless() || call.hijacks() ? PATIENCE_WITH_ENDLESS : PATIENCE;
    }

    private static Answer answer(RecordedCall call, byte[] bytes) {
        int end = endOfHead(bytes);
        if (end < 0) {
            return new Answer(0, "", bytes);
        }
        String head = new String(bytes, 0, end, StandardCharsets.ISO_8859_1);
        byte[] rest = Arrays.copyOfRange(bytes, end + END_OF_HEAD.length, bytes.length);
        boolean chunked = header(head, "Transfer-Encoding").equalsIgnoreCase("chunked");
        return new Answer(
                Integer.parseInt(head.split(" ", 3)[1]),
                header(head, "Content-Type"),
                chunked && !call.hijacks() ? chunks(rest) : rest,
                header(head, "X-Docker-Container-Path-Stat"));
    }

    private static int endOfHead(byte[] bytes) {
        for (int i = 0; i + END_OF_HEAD.length <= bytes.length; i++) {
            if (Arrays.equals(bytes, i, i + END_OF_HEAD.length, END_OF_HEAD, 0, END_OF_HEAD.length)) {
                return i;
            }
        }
        return -1;
    }

    private static String header(String head, String name) {
        String prefix = name.toLowerCase(Locale.ROOT) + ":";
        return head.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
                .map(line -> line.substring(prefix.length()).strip())
                .findFirst()
                .orElse("");
    }

    /** The content of as many chunks as there are. */
    private static byte[] chunks(byte[] bytes) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        int at = 0;
        while (at < bytes.length) {
            int lineEnd = at;
            while (bytes[lineEnd] != '\n') {
                lineEnd++;
            }
            int size = Integer.parseInt(new String(bytes, at, lineEnd - at, StandardCharsets.US_ASCII).strip(), 16);
            content.write(bytes, lineEnd + 1, Math.min(size, bytes.length - lineEnd - 1));
            at = lineEnd + 1 + size + 2;
        }
        return content.toByteArray();
    }
}
