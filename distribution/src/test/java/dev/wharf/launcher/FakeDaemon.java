package dev.wharf.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers requests on a unix socket with what the test said, or with 404, and remembers them. */
final class FakeDaemon implements AutoCloseable {
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final ServerSocketChannel server;
    private final Path socket;
    private final Thread thread = new Thread(this::serve, "fake daemon");

    FakeDaemon(Path socket) throws IOException {
        this.socket = socket;
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        thread.start();
    }

    String address() {
        return "unix://" + socket;
    }

    /** Answers requests that begin, or whose body ends, like that. */
    FakeDaemon answering(String request, int status, String body) {
        answers.put(request, status + "\n" + body);
        return this;
    }

    /** First line and body of each request. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    /** The socket listens until the thread has left it. */
    @Override
    public void close() throws IOException {
        server.close();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve() {
        try {
            while (true) {
                try (SocketChannel channel = server.accept()) {
                    answer(channel);
                }
            }
        } catch (ClosedChannelException ignored) {
            // the test is over
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void answer(SocketChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(1 << 16);
        channel.read(bytes);
        String text = new String(bytes.array(), 0, bytes.position(), UTF_8);
        String request = (text.lines().findFirst().orElse("").replace(" HTTP/1.0", "") + " "
                        + text.substring(text.indexOf("\r\n\r\n") + 4))
                .strip();
        requests.add(request);
        String said = answers.entrySet().stream()
                .filter(one -> request.startsWith(one.getKey()) || request.endsWith(one.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("404\n404 page not found\n");
        String[] parts = said.split("\n", 2);
        channel.write(ByteBuffer.wrap(("HTTP/1.1 " + parts[0] + " X\r\n\r\n" + parts[1]).getBytes(UTF_8)));
    }
}
