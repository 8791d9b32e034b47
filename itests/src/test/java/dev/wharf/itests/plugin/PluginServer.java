package dev.wharf.itests.plugin;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;

/** A server of Docker's plugin protocol at a socket, one call a connection. It can be told to misbehave, to go and to return. */
public final class PluginServer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path socket;
    private final BiFunction<String, JsonNode, String> answers;
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private volatile Mood mood = Mood.WELL;
    private ServerSocketChannel channel;

    /** How it answers. */
    public enum Mood {
        /** As it should. */
        WELL,
        /** It takes calls and is silent. */
        SILENT,
        /** It answers something that is not JSON. */
        CONFUSED,
        /** It answers JSON that says nothing of what was asked. */
        EMPTY,
        /** Status 500. */
        BROKEN
    }

    /**
     * Begins to serve.
     *
     * @param answers the JSON for a method and its argument; a method that has none is answered with the empty text
     */
    public PluginServer(Path socket, BiFunction<String, JsonNode, String> answers) {
        this.socket = socket;
        this.answers = answers;
        open();
    }

    /** Serves again after {@link #close}. */
    public void open() {
        try {
            channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(socket));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start("toy plugin", () -> serve(channel));
    }

    /** From now on it answers like that. */
    public void is(Mood next) {
        mood = next;
    }

    /** The names of the methods that were called, in order. */
    public List<String> calls() {
        return calls;
    }

    private void serve(ServerSocketChannel open) {
        try {
            while (true) {
                SocketChannel accepted = open.accept();
                start("toy plugin call", () -> answer(accepted));
            }
        } catch (IOException ignored) {
            // closed
        }
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void answer(SocketChannel accepted) {
        try (accepted) {
            InputStream in = Channels.newInputStream(accepted);
            String head = head(in);
            String method = head.substring("POST /".length(), head.indexOf(" HTTP/"));
            JsonNode argument = JSON.readTree(in.readNBytes(length(head)));
            calls.add(method);
            if (mood == Mood.SILENT) {
                int ignored = in.read(); // until the caller has had enough
                return;
            }
            accepted.write(ByteBuffer.wrap(http(method, argument).getBytes(UTF_8)));
        } catch (IOException ignored) {
            // the caller had enough
        }
    }

    private String http(String method, JsonNode argument) {
        return switch (mood) {
            case CONFUSED -> http("200 OK", "<html>I am not a plugin</html>");
            case EMPTY -> http("200 OK", "{\"Mood\":\"empty\"}");
            case BROKEN -> http("500 Internal Server Error", "the crane is broken");
            default -> {
                String json = answers.apply(method, argument);
                yield json.isEmpty() ? http("404 Not Found", "no such method") : http("200 OK", json);
            }
        };
    }

    private static String http(String status, String body) {
        return "HTTP/1.1 " + status + "\r\nContent-Length: " + body.getBytes(UTF_8).length + "\r\n\r\n" + body;
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
        return Integer.parseInt(head.replaceAll("(?s).*Content-Length: ([0-9]+).*", "$1"));
    }

    /** Goes, with its socket. */
    @Override
    public void close() {
        try {
            channel.close();
            Files.deleteIfExists(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
