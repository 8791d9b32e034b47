package dev.wharf.networks.port;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.networks.address.Literals;
import dev.wharf.networks.relay.Relays;
import dev.wharf.spi.network.PublishedPort.Protocol;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Ports with real sockets. What would be a container listens at 127.0.0.1. */
final class RelayedPortsTest {
    private static final int SECONDS = 20;
    private static final InetAddress ANY = Literals.address("0.0.0.0").orElseThrow();
    private static final InetAddress LOOPBACK = Literals.address("127.0.0.1").orElseThrow();
    private static final InetAddress LOOPBACK_IPV6 = Literals.address("::1").orElseThrow();

    private final Relays relays = new Relays();
    private final BoundSockets sockets = new BoundSockets(relays, true, false);

    @AfterEach
    void close() {
        relays.close();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Answers each connection with what it got, after its end. */
    private static CompletableFuture<Void> echo(ServerSocket server, int connections) {
        return CompletableFuture.runAsync(() -> {
            try {
                for (int i = 0; i < connections; i++) {
                    try (Socket socket = server.accept()) {
                        byte[] all = socket.getInputStream().readAllBytes();
                        socket.getOutputStream().write(all);
                    }
                }
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static byte[] exchange(InetAddress address, int port, byte[] sent) throws IOException {
        try (Socket socket = new Socket(address, port)) {
            socket.setSoTimeout(SECONDS * 1_000);
            CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> {
                try {
                    OutputStream out = socket.getOutputStream();
                    out.write(sent);
                    socket.shutdownOutput();
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            InputStream in = socket.getInputStream();
            byte[] got = in.readAllBytes();
            sending.orTimeout(SECONDS, TimeUnit.SECONDS).join();
            return got;
        }
    }

    @Test
    void connectionsToEachLoopbackReachTheContainerWithHalfClose() throws Exception {
        byte[] much = new byte[3_000_000];
        Arrays.fill(much, (byte) 'x');
        int port = freePort();
        try (ServerSocket server = new ServerSocket(0, 10, LOOPBACK);
                HostSocket held = sockets.bind(Protocol.TCP, ANY, port)) {
            CompletableFuture<Void> container = echo(server, 2);
            held.carryTo(new InetSocketAddress(LOOPBACK, server.getLocalPort()));

            assertThat(exchange(LOOPBACK_IPV6, port, "hello".getBytes(UTF_8)))
                    .asString()
                    .isEqualTo("hello");
            assertThat(exchange(LOOPBACK, port, much)).isEqualTo(much);
            container.get(SECONDS, TimeUnit.SECONDS);
        }
    }

    @Test
    void datagramsFindTheirWayBack() throws Exception {
        int port = freePort();
        try (DatagramSocket container = new DatagramSocket(0, LOOPBACK);
                DatagramSocket client = new DatagramSocket(0, LOOPBACK_IPV6);
                HostSocket held = sockets.bind(Protocol.UDP, ANY, port)) {
            container.setSoTimeout(SECONDS * 1_000);
            client.setSoTimeout(SECONDS * 1_000);
            held.carryTo(new InetSocketAddress(LOOPBACK, container.getLocalPort()));
            for (int i = 0; i < 3; i++) {
                byte[] question = ("question " + i).getBytes(UTF_8);
                client.send(new DatagramPacket(question, question.length, LOOPBACK_IPV6, port));
                DatagramPacket received = new DatagramPacket(new byte[100], 100);
                container.receive(received);
                assertThat(new String(received.getData(), 0, received.getLength(), UTF_8))
                        .isEqualTo("question " + i);
                container.send(new DatagramPacket(question, question.length, received.getSocketAddress()));
                DatagramPacket answer = new DatagramPacket(new byte[100], 100);
                client.receive(answer);
                assertThat(answer.getLength()).isEqualTo(question.length);
            }
        }
    }

    @Test
    void aContainerThatDoesNotListenEndsTheConnection() throws Exception {
        int port = freePort();
        try (HostSocket held = sockets.bind(Protocol.TCP, ANY, port)) {
            held.carryTo(new InetSocketAddress(LOOPBACK, freePort()));
            try (Socket socket = new Socket(LOOPBACK, port)) {
                socket.setSoTimeout(SECONDS * 1_000);

                assertThatThrownBy(() -> {
                            if (socket.getInputStream().read() < 0) {
                                throw new IOException("the end");
                            }
                        })
                        .isInstanceOf(IOException.class)
                        .isNotInstanceOf(SocketTimeoutException.class);
            }
        }
    }

    @Test
    void aPortIsFreeAtOnceAlsoWithConnectionsOpen() throws Exception {
        int port = freePort();
        try (ServerSocket server = new ServerSocket(0, 100, LOOPBACK)) {
            for (int i = 0; i < 50; i++) {
                HostSocket held = sockets.bind(Protocol.TCP, ANY, port);
                held.carryTo(new InetSocketAddress(LOOPBACK, server.getLocalPort()));
                try (Socket socket = new Socket(LOOPBACK, port);
                        Socket accepted = server.accept()) {
                    socket.getOutputStream().write('x');
                    assertThat(accepted.getInputStream().read()).isEqualTo('x');
                    held.close();
                    held.close();
                }
            }
        }
    }

    @Test
    void aPortThatAnotherProgramHasIsSeen() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, ANY)) {
            assertThatThrownBy(() -> sockets.bind(Protocol.TCP, ANY, other.getLocalPort()))
                    .isInstanceOf(BindException.class)
                    .hasMessageStartingWith("Address already in use");
            assertThatThrownBy(
                            () -> new BoundSockets(relays, false, true).bind(Protocol.TCP, ANY, other.getLocalPort()))
                    .isInstanceOf(BindException.class);
        }
    }

    @Test
    void withoutRelayNobodyAnswersAndNobodyElseGetsThePort() throws Exception {
        int port = freePort();
        try (HostSocket held = new BoundSockets(relays, false, true).bind(Protocol.TCP, ANY, port)) {
            held.carryTo(new InetSocketAddress(LOOPBACK, 1));

            assertThatThrownBy(() -> new Socket(LOOPBACK, port).close()).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> new ServerSocket(port, 1, ANY).close()).isInstanceOf(BindException.class);
        }
    }

    @Test
    void behindAPacketFilterIpv6LoopbackAloneIsRelayedAndThePortCanBeHadAgain() throws Exception {
        int port = freePort();
        BoundSockets filtered = new BoundSockets(relays, true, true);
        try (ServerSocket server = new ServerSocket(0, 100, LOOPBACK)) {
            CompletableFuture<Void> container = echo(server, 30);
            for (int i = 0; i < 30; i++) {
                try (HostSocket held = filtered.bind(Protocol.TCP, ANY, port)) {
                    held.carryTo(new InetSocketAddress(LOOPBACK, server.getLocalPort()));
                    assertThat(exchange(LOOPBACK_IPV6, port, new byte[] {7})).containsExactly(7);
                    assertThatThrownBy(() -> new Socket(LOOPBACK, port).close()).isInstanceOf(IOException.class);
                }
            }
            container.get(SECONDS, TimeUnit.SECONDS);
        }
    }

    @Test
    void anotherTargetHoldsForNewConnections() throws Exception {
        int port = freePort();
        try (ServerSocket first = new ServerSocket(0, 10, LOOPBACK);
                ServerSocket second = new ServerSocket(0, 10, LOOPBACK);
                HostSocket held = sockets.bind(Protocol.TCP, ANY, port)) {
            held.carryTo(new InetSocketAddress(LOOPBACK, first.getLocalPort()));
            held.carryTo(new InetSocketAddress(LOOPBACK, second.getLocalPort()));
            CompletableFuture<Void> container = echo(second, 1);

            assertThat(exchange(LOOPBACK, port, new byte[] {1})).containsExactly(1);
            container.get(SECONDS, TimeUnit.SECONDS);
        }
    }
}
