package dev.wharf.api.http.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
final class ListeningSocketsTest {
    @TempDir
    Path folder;

    private List<ListenAddress> addresses;
    private ListeningSockets sockets;

    @BeforeEach
    void open() throws IOException {
        addresses = List.of(new ListenAddress.Unix(folder.resolve("d.sock")), new ListenAddress.Tcp("127.0.0.1", 0));
        sockets = ListeningSockets.open(addresses, "", address -> Optional.empty());
    }

    @AfterEach
    void close() {
        sockets.close();
    }

    @Test
    void whoComesWhileNobodyServesIsAnsweredByTheNextServer() throws IOException {
        serve().suspend();
        for (SocketAddress place : places()) {
            try (RawClient client = new RawClient(place)) {
                client.send("GET /_ping HTTP/1.1\r\nHost: docker\r\n\r\n");
                HttpServer next = serve();

                assertThat(client.answer().status()).isEqualTo(200);
                next.suspend();
            }
        }
    }

    @Test
    void theNextEditionGoesOnWithWhatIsOpen() throws IOException {
        serve().suspend();
        Map<ListenAddress, ServerSocketChannel> kept =
                sockets.stream().collect(Collectors.toMap(ListeningSocket::address, ListeningSocket::channel));
        List<Integer> ports = sockets.ports();

        ListeningSockets next = ListeningSockets.open(addresses, "", address -> Optional.ofNullable(kept.get(address)));

        assertThat(next.ports()).isEqualTo(ports);
        next.close();
        assertThat(folder).isEmptyDirectory();
        for (SocketAddress place : places(ports)) {
            assertThatThrownBy(() -> new RawClient(place).close()).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aServerThatEndsLeavesNothing() throws IOException {
        List<SocketAddress> places = places();
        serve().close();

        assertThat(folder).isEmptyDirectory();
        for (SocketAddress place : places) {
            assertThatThrownBy(() -> new RawClient(place).close()).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aPortThatIsTakenIsNamed() {
        int port = sockets.ports().get(0);

        assertThatThrownBy(() -> ListeningSockets.open(
                        List.of(new ListenAddress.Tcp("127.0.0.1", port)), "", address -> Optional.empty()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("tcp://127.0.0.1:" + port)
                .hasMessageContaining("in use");
    }

    private HttpServer serve() throws IOException {
        return HttpServer.start(sockets, "0.1.0", new LazyDispatcher(new FakeEngine()));
    }

    private List<SocketAddress> places() {
        return places(sockets.ports());
    }

    private List<SocketAddress> places(List<Integer> ports) {
        return List.of(
                UnixDomainSocketAddress.of(folder.resolve("d.sock")),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), ports.get(0)));
    }
}
