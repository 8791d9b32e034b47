package dev.wharf.api.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
final class SocketConnectorTest {
    private static final String REQUEST = "GET / HTTP/1.1\r\nHost: docker\r\n\r\n";

    @TempDir
    Path folder;

    private final Server server = new Server();
    private ListeningSockets sockets;
    private SocketConnector connector;

    @BeforeEach
    void serve() throws Exception {
        sockets = ListeningSockets.open(
                List.of(new ListenAddress.Unix(folder.resolve("d.sock"))), "", address -> Optional.empty());
        connector = new SocketConnector(
                server,
                new HttpConnectionFactory(),
                sockets.stream().findFirst().orElseThrow().channel(),
                Duration.ofSeconds(10).toNanos());
        server.addConnector(connector);
        server.setHandler(new Greeting());
        server.start();
    }

    @AfterEach
    void end() throws Exception {
        server.stop();
        sockets.close();
    }

    private static final class Greeting extends Handler.Abstract {
        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            response.write(true, ByteBuffer.allocate(0), callback);
            return true;
        }
    }

    private RawClient client() throws IOException {
        return new RawClient(UnixDomainSocketAddress.of(folder.resolve("d.sock")));
    }

    @Test
    void servesOneAfterTheOther() {
        for (int i = 0; i < 100; i++) {
            assertThat(status()).isEqualTo(200);
        }
    }

    @Test
    void whoComesWhileNobodyIsAcceptedIsServedLater() throws Exception {
        connector.setAccepting(false);
        CompletableFuture<Integer> waiting = oneThatWaits();

        connector.setAccepting(true);

        assertThat(waiting.get(10, TimeUnit.SECONDS)).isEqualTo(200);
    }

    /** The first ones may come in before the selector has heard that it should not accept them. */
    private CompletableFuture<Integer> oneThatWaits() throws Exception {
        while (true) {
            CompletableFuture<Integer> next = CompletableFuture.supplyAsync(this::status);
            try {
                assertThat(next.get(300, TimeUnit.MILLISECONDS)).isEqualTo(200);
            } catch (TimeoutException ignored) {
                return next;
            }
        }
    }

    @Test
    void theSocketStaysOpenWhenItEnds() throws Exception {
        server.stop();

        assertThat(connector.getTransport().isOpen()).isTrue();
        try (RawClient waiting = client().send(REQUEST)) {
            server.start();
            assertThat(waiting.answer().status()).isEqualTo(200);
        }
    }

    private int status() {
        try (RawClient client = client().send(REQUEST)) {
            return client.answer().status();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
