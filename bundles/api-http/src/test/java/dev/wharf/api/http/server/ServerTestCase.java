package dev.wharf.api.http.server;

import dev.wharf.engine.api.container.ContainerConfig;
import dev.wharf.engine.api.container.CreateRequest;
import dev.wharf.engine.api.container.HostConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server on a unix and a TCP socket before an engine in memory, which has a container {@code c1}. */
@Timeout(20)
abstract class ServerTestCase {
    final FakeEngine engine = new FakeEngine();

    @TempDir
    Path folder;

    private HttpServer server;

    @BeforeEach
    final void listen() throws IOException {
        List<ListenAddress> addresses =
                List.of(new ListenAddress.Unix(folder.resolve("d.sock")), new ListenAddress.Tcp("127.0.0.1", 0));
        server = HttpServer.start(
                ListeningSockets.open(addresses, "", address -> Optional.empty()), "0.1.0", new LazyDispatcher(engine));
        create("c1", false);
    }

    @AfterEach
    final void stop() {
        server.close();
    }

    final RawClient unix() throws IOException {
        return new RawClient(UnixDomainSocketAddress.of(folder.resolve("d.sock")));
    }

    final RawClient tcp() throws IOException {
        return new RawClient(new InetSocketAddress(
                InetAddress.getLoopbackAddress(), server.sockets().ports().get(0)));
    }

    final void create(String name, boolean tty) {
        engine.containers.create(new CreateRequest(
                name, ContainerConfig.builder().image("busybox").tty(tty).build(), HostConfig.empty()));
    }

    /** Sends a request with a proper head and reads its answer. */
    final RawClient.Answer call(String method, String path) throws IOException {
        try (RawClient client = unix()) {
            client.send(method + " " + path + " HTTP/1.1\r\nHost: docker\r\n\r\n");
            return method.equals("HEAD") ? client.headAnswer() : client.answer();
        }
    }

    /** Sends a request with a JSON body and reads its answer. */
    final RawClient.Answer post(String path, String json) throws IOException {
        try (RawClient client = unix()) {
            return client.send("POST " + path + " HTTP/1.1\r\nHost: docker\r\nContent-Type: application/json\r\n"
                            + "Content-Length: " + json.length() + "\r\n\r\n" + json)
                    .answer();
        }
    }
}
