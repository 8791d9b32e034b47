package dev.wharf.network.plugin.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A plugin: a server of HTTP that takes one call a connection. */
public final class FakePlugin implements AutoCloseable {
    private final ServerSocketChannel channel;
    private final Thread thread;
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final List<String> heads = new CopyOnWriteArrayList<>();

    private FakePlugin(ServerSocketChannel channel) {
        this.channel = channel;
        this.thread = new Thread(this::run, "fake plugin");
        thread.setDaemon(true);
        thread.start();
    }

    /** At a socket. */
    public static FakePlugin at(Path socket) throws IOException {
        return new FakePlugin(
                ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(socket)));
    }

    /** At any port. */
    static FakePlugin atPort() throws IOException {
        return new FakePlugin(ServerSocketChannel.open()
                .bind(new java.net.InetSocketAddress(java.net.InetAddress.getLoopbackAddress(), 0)));
    }

    SocketAddress address() throws IOException {
        return channel.getLocalAddress();
    }

    /** Answers a method with JSON. */
    public FakePlugin answering(String method, String json) {
        return raw(method, "HTTP/1.1 200 OK\r\nContent-Length: " + json.getBytes(UTF_8).length + "\r\n\r\n" + json);
    }

    /** Answers a method with bytes; nothing at all for an empty text. */
    FakePlugin raw(String method, String answer) {
        answers.put(method, answer);
        return this;
    }

    /** What was called, as method and body. */
    public List<String> calls() {
        return calls;
    }

    List<String> heads() {
        return heads;
    }

    private void run() {
        try {
            while (true) {
                SocketChannel accepted = channel.accept();
                Thread call = new Thread(() -> serve(accepted), "fake plugin call");
                call.setDaemon(true);
                call.start();
            }
        } catch (IOException ignored) {
            // closed
        }
    }

    private void serve(SocketChannel accepted) {
        try (accepted) {
            InputStream in = Channels.newInputStream(accepted);
            String head = head(in);
            String method = head.substring("POST /".length(), head.indexOf(" HTTP/"));
            String body = new String(in.readNBytes(length(head)), UTF_8);
            heads.add(head);
            calls.add(method + " " + body);
            String answer = answers.getOrDefault(method, "HTTP/1.1 404 Not Found\r\n\r\n404 page not found\n");
            if (answer.isEmpty()) {
                in.read();
            }
            accepted.write(ByteBuffer.wrap(answer.getBytes(UTF_8)));
        } catch (IOException ignored) {
            // the caller had enough
        }
    }

    private static String head(InputStream in) throws IOException {
        var head = new ByteArrayOutputStream();
        while (!head.toString(UTF_8).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("no request");
            }
            head.write(next);
        }
        return head.toString(UTF_8);
    }

    private static int length(String head) {
        String length = head.replaceAll("(?s).*Content-Length: ([0-9]+).*", "$1");
        return Integer.parseInt(length);
    }

    /** Takes no call any more when it returns. */
    @Override
    public void close() throws IOException {
        channel.close();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
