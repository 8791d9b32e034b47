package dev.wharf.network.plugin.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;

/** Makes single calls over HTTP, each with a connection of its own. Thread-safe. */
final class PluginClient {
    /** What Docker 1.9 asks with. */
    private static final String ACCEPT = "application/vnd.docker.plugins.v1.1+json";

    private final PluginAddress address;
    private final Duration patience;

    PluginClient(PluginAddress address, Duration patience) {
        this.address = address;
        this.patience = patience;
    }

    PluginAddress address() {
        return address;
    }

    /**
     * Calls a method.
     *
     * @throws Unreachable when the plugin has not taken the call, which can be made again then
     * @throws IOException when it has, and did not answer
     */
    HttpAnswer post(String method, String body) throws IOException {
        Deadline deadline = Deadline.in(patience);
        try (Connection connection = open(deadline)) {
            return exchange(connection, request(method, body));
        }
    }

    private Connection open(Deadline deadline) throws IOException {
        try {
            return address instanceof PluginAddress.Remote remote
                            && remote.tls().isPresent()
                    ? TlsConnection.open(remote, remote.tls().get(), deadline)
                    : ChannelConnection.open(address, deadline);
        } catch (ClosedByInterruptException e) {
            throw e;
        } catch (IOException e) {
            throw new Unreachable(e);
        }
    }

    private static HttpAnswer exchange(Connection connection, ByteBuffer request) throws IOException {
        HttpReader reader = new HttpReader(connection);
        try {
            connection.write(request);
            return reader.read();
        } catch (SocketTimeoutException | ClosedByInterruptException e) {
            throw e;
        } catch (IOException e) {
            throw reader.hasRead() ? e : new Unreachable(e);
        }
    }

    private ByteBuffer request(String method, String body) {
        byte[] bytes = body.getBytes(UTF_8);
        String host = address instanceof PluginAddress.Remote remote ? remote.host() : "localhost";
        byte[] head = ("POST /" + method + " HTTP/1.1\r\nHost: " + host + "\r\nUser-Agent: wharf\r\nAccept: " + ACCEPT
                        + "\r\nContent-Type: application/json\r\nContent-Length: " + bytes.length
                        + "\r\nConnection: close\r\n\r\n")
                .getBytes(UTF_8);
        return ByteBuffer.allocate(head.length + bytes.length)
                .put(head)
                .put(bytes)
                .flip();
    }

    /** The plugin has not taken a call. */
    static final class Unreachable extends IOException {
        private static final long serialVersionUID = 1L;

        Unreachable(IOException cause) {
            super(cause.getMessage(), cause);
        }
    }
}
