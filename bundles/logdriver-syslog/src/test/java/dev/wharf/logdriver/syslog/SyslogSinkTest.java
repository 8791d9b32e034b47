package dev.wharf.logdriver.syslog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.linux.Fd;
import dev.wharf.linux.Linux;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.log.LogDriver;
import dev.wharf.spi.log.LogSink;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Against servers in this process. */
@Timeout(120)
class SyslogSinkTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private final Lines lines = new Lines();

    @TempDir
    Path folder;

    private static ServerSocket tcp() throws IOException {
        return new ServerSocket(0, 50, LOOPBACK);
    }

    private static Map<String, String> at(String scheme, int port) {
        return Map.of("syslog-address", scheme + "://127.0.0.1:" + port);
    }

    private static void assertUnavailable(ThrowingCallable call, String message) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        DriverException.class, e -> assertThat(e.kind()).isEqualTo(DriverException.Kind.UNAVAILABLE))
                .hasMessageContaining(message);
    }

    @Test
    void datagramsOfUdpAreMessages() throws IOException {
        try (var server = new DatagramSocket(0, LOOPBACK);
                LogSink sink = Logs.sink(at("udp", server.getLocalPort()))) {
            Logs.write(sink, "one", "", "three");

            assertThat(receive(server)).startsWith("<30>").endsWith("]: one\n");
            assertThat(receive(server)).endsWith("]: \n");
            assertThat(receive(server)).endsWith("]: three\n");
        }
    }

    @Test
    void longRecordsAreCutForDatagrams() throws IOException {
        try (var server = new DatagramSocket(0, LOOPBACK);
                LogSink sink = Logs.sink(at("udp", server.getLocalPort()))) {
            Logs.write(sink, "x".repeat(100_000));

            int sum = 0;
            for (int part = 0; part < 3; part++) {
                String message = receive(server);
                sum += message.length() - message.indexOf("]: ") - 4;
            }
            assertThat(sum).isEqualTo(100_000);
        }
    }

    private static String receive(DatagramSocket server) throws IOException {
        server.setSoTimeout(30_000);
        DatagramPacket packet = new DatagramPacket(new byte[65_536], 65_536);
        server.receive(packet);
        return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
    }

    @Test
    void linesOfAConnectionAreMessages() throws Exception {
        try (ServerSocket server = tcp();
                LogSink sink = Logs.sink(at("tcp", server.getLocalPort()));
                Socket client = server.accept()) {
            lines.read(client.getInputStream());
            Logs.write(sink, "one", "two");
            Logs.write(sink, "x".repeat(100_000));

            assertThat(List.of(lines.next(), lines.next())).containsExactly("one", "two");
            assertThat(lines.next()).hasSize(100_000);
        }
    }

    @Test
    void aConnectionThatTheServerEndedIsMadeAnewWithoutALoss() throws Exception {
        try (ServerSocket server = tcp();
                LogSink sink = Logs.sink(at("tcp", server.getLocalPort()))) {
            for (int number = 0; number < 5; number++) {
                Logs.write(sink, "line " + number);
                try (Socket client = server.accept()) {
                    assertThat(new BufferedReader(
                                            new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8))
                                    .readLine())
                            .endsWith("]: line " + number);
                }
            }
        }
    }

    @Test
    void aServerThatIsAwayRefusesAtOnce() throws IOException {
        ServerSocket server = tcp();
        int port = server.getLocalPort();
        server.close();

        assertUnavailable(
                () -> Logs.sink(at("tcp", port)), "dial tcp 127.0.0.1:" + port + ": connect: connection refused");
    }

    /** The kernel does not answer once its queue of connections is full. */
    @Test
    void aServerThatDoesNotAnswerIsAskedOnce() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, LOOPBACK);
                LogDriver driver = Logs.driver()) {
            Map<String, String> options = at("tcp", server.getLocalPort());
            List<Socket> queue = fill(server);
            assertUnavailable(() -> driver.open(Logs.TARGET, options), ": i/o timeout");

            for (Socket each : queue) {
                each.close();
            }
            server.accept().close();

            assertUnavailable(() -> driver.open(Logs.TARGET, options), ": i/o timeout");
        }
    }

    private static List<Socket> fill(ServerSocket server) throws IOException {
        List<Socket> queue = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            queue.add(new Socket(LOOPBACK, server.getLocalPort()));
        }
        return queue;
    }

    @Test
    void aNameThatNobodyKnowsIsTold() {
        assertUnavailable(
                () -> Logs.sink(Map.of("syslog-address", "tcp://nosuch.invalid")), "dial tcp nosuch.invalid:514: ");
    }

    @Test
    void aServerThatIsBackGetsWhatIsWrittenAgain() throws Exception {
        ServerSocket first = tcp();
        int port = first.getLocalPort();
        LogSink sink = Logs.sink(at("tcp", port));
        first.accept().close();
        first.close();
        assertUnavailable(() -> Logs.write(sink, "line"), "connection refused");

        try (ServerSocket second = new ServerSocket(port, 50, LOOPBACK)) {
            Logs.write(sink, "line");
            try (Socket client = second.accept()) {
                lines.read(client.getInputStream());
                assertThat(lines.next()).isEqualTo("line");
                sink.close();
            }
        }
    }

    @Test
    void aServerThatTakesNothingIsGivenUp() throws IOException {
        try (ServerSocket server = tcp();
                LogDriver driver = Logs.driver();
                LogSink sink = driver.open(Logs.TARGET, at("tcp", server.getLocalPort()));
                Socket client = server.accept()) {
            assertThat(client.isConnected()).isTrue();
            String[] many = new String[30_000];
            Arrays.fill(many, "x".repeat(1000));

            assertUnavailable(() -> Logs.write(sink, many), "cannot write to syslog: timed out");
            assertUnavailable(() -> Logs.write(sink, "x"), ": i/o timeout");
        }
    }

    @Test
    void aServerOfDatagramsThatTakesNothingIsGivenUp() {
        Path path = folder.resolve("s");
        Map<String, String> options = Map.of("syslog-address", "unixgram://" + path);
        try (Fd server = receiver(path);
                LogDriver driver = Logs.driver();
                LogSink sink = driver.open(Logs.TARGET, options)) {
            assertThat(server.number()).isPositive();
            String[] many = new String[10_000];
            Arrays.fill(many, "x".repeat(1000));

            assertUnavailable(() -> Logs.write(sink, many), "cannot write to syslog: timed out");
            assertUnavailable(() -> Logs.write(sink, "x"), ": i/o timeout");
        }
    }

    @Test
    void closingTwiceIsHarmless() throws IOException {
        try (ServerSocket server = tcp()) {
            LogSink sink = Logs.sink(at("tcp", server.getLocalPort()));

            sink.close();
            sink.close();
        }
    }

    @Test
    void connectionsToSocketFilesWork() throws Exception {
        Path path = folder.resolve("s");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(path));
            try (LogSink sink = Logs.sink(Map.of("syslog-address", "unix://" + path));
                    var client = server.accept()) {
                lines.read(Channels.newInputStream(client));
                Logs.write(sink, "one", "two");

                assertThat(List.of(lines.next(), lines.next())).containsExactly("one", "two");
            }
        }
    }

    @Test
    void datagramsToSocketFilesWork() {
        Path path = folder.resolve("s");
        try (Fd server = receiver(path);
                LogSink sink = Logs.sink(Map.of("syslog-address", "unixgram://" + path))) {
            Logs.write(sink, "one", "two");

            assertThat(receive(server)).startsWith("<30>").endsWith("]: one\n");
            assertThat(receive(server)).endsWith("]: two\n");
        }
    }

    @Test
    void aServerOfDatagramsThatWasRestartedGetsTheNextMessage() throws IOException {
        Path path = folder.resolve("s");
        Fd first = receiver(path);
        try (LogSink sink = Logs.sink(Map.of("syslog-address", "unixgram://" + path))) {
            first.close();
            Files.delete(path);
            assertUnavailable(() -> Logs.write(sink, "lost?"), "no such file or directory");

            try (Fd second = receiver(path)) {
                Logs.write(sink, "lost?");
                assertThat(receive(second)).endsWith("]: lost?\n");
            }
        }
    }

    @Test
    void theSocketOfTheHostIsFound() {
        Path path = folder.resolve("log");
        try (Fd server = receiver(path);
                LogSink sink = Logs.driver(folder.resolve("nosuch"), path).open(Logs.TARGET, Map.of())) {
            Logs.write(sink, "one");

            assertThat(receive(server)).contains(" 4fa6e0f0c678[").endsWith("]: one\n");
        }
    }

    @Test
    void aHostWithoutSyslogIsTold() {
        assertUnavailable(() -> Logs.sink(Map.of()), "Unix syslog delivery error");
    }

    private static Fd receiver(Path path) {
        return Linux.kernel().sockets().datagramReceiver(path, Duration.ofSeconds(30));
    }

    private static String receive(Fd server) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(65_536);
        Linux.kernel().descriptors().read(server, buffer);
        return StandardCharsets.UTF_8.decode(buffer.flip()).toString();
    }
}
