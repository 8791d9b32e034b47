package dev.wharf.dns.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.dns.message.Questions;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.DatagramSocket;
import java.net.PortUnreachableException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

@Timeout(60)
final class NameServiceTest {
    private static final KnownNames NAMES = new KnownNames().with("web", "172.18.0.2");

    private final Container container = new Container(NAMES);

    @AfterEach
    void close() {
        container.close();
    }

    @Test
    void namesAreAnsweredByDatagramAndStream() throws IOException {
        assertThat(Worlds.first(container.askByDatagram(Worlds.ask("web")))).isEqualTo("172.18.0.2");
        assertThat(Worlds.first(container.askByStream(Worlds.ask("WEB")))).isEqualTo("172.18.0.2");
    }

    @Test
    void aKnownNameWithoutIpv6IsNoError() throws IOException {
        Message reply = container.askByDatagram(Questions.question("web", Type.AAAA));

        assertThat(reply.getRcode()).isEqualTo(Rcode.NOERROR);
        assertThat(reply.getSection(Section.ANSWER)).isEmpty();
    }

    @Test
    void withoutServersAboveUnknownNamesFail() throws IOException {
        assertThat(container.askByDatagram(Worlds.ask("other")).getRcode()).isEqualTo(Rcode.SERVFAIL);
        assertThat(container.askByStream(Worlds.ask("other")).getRcode()).isEqualTo(Rcode.SERVFAIL);
    }

    @Test
    void manyQuestionsGoThroughOneStream() throws IOException {
        try (Socket socket = container.streamClient()) {
            List<Integer> asked = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                Message question = Worlds.ask("web");
                asked.add(question.getHeader().getID());
                Container.send(socket, question.toWire());
            }
            socket.shutdownOutput();

            for (int id : asked) {
                assertThat(Container.receive(socket).getHeader().getID()).isEqualTo(id);
            }
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void aStreamMayComeByteForByte() throws IOException {
        byte[] wire = Worlds.ask("web").toWire();
        try (Socket socket = container.streamClient()) {
            socket.setTcpNoDelay(true);
            socket.getOutputStream().write(0);
            socket.getOutputStream().write(wire.length);
            for (byte one : wire) {
                socket.getOutputStream().write(one);
            }

            assertThat(Worlds.first(Container.receive(socket))).isEqualTo("172.18.0.2");
        }
    }

    @Test
    void aStreamWithATooLongMessageEnds() throws IOException {
        try (Socket socket = container.streamClient()) {
            socket.getOutputStream().write(new byte[] {(byte) 0xff, (byte) 0xff, 1, 2, 3});

            assertEnds(socket);
        }
        namesAreAnsweredByDatagramAndStream();
    }

    @Test
    void aStreamWithNoiseEnds() throws IOException {
        try (Socket socket = container.streamClient()) {
            Container.send(socket, new byte[5]);

            assertEnds(socket);
        }
    }

    /** At its end, or because what was sent was not read. */
    private static void assertEnds(Socket socket) throws IOException {
        try {
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        } catch (java.net.SocketException e) {
            assertThat(e).hasMessageContaining("reset");
        }
    }

    @Test
    void moreStreamsThanAllowedWaitForTheirTurn() throws IOException {
        List<Socket> sockets = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            sockets.add(container.streamClient());
        }
        for (Socket socket : sockets) {
            Container.send(socket, Worlds.ask("web").toWire());
        }

        for (Socket socket : sockets) {
            assertThat(Worlds.first(Container.receive(socket))).isEqualTo("172.18.0.2");
            socket.close();
        }
    }

    @Test
    void anyDatagramsDoNoHarm() throws IOException {
        Random random = new Random(3);
        try (DatagramSocket socket = container.datagramClient()) {
            for (int i = 0; i < 5_000; i++) {
                byte[] wire = new byte[random.nextInt(600)];
                random.nextBytes(wire);
                Container.send(socket, wire);
                if (i % 50 == 0) {
                    container.askByStream(Worlds.ask("web"));
                }
            }
            Container.send(socket, new byte[60_000]);
        }

        namesAreAnsweredByDatagramAndStream();
    }

    @Test
    void anyStreamsDoNoHarm() throws IOException {
        Random random = new Random(4);
        for (int i = 0; i < 300; i++) {
            try (Socket socket = container.streamClient()) {
                byte[] bytes = new byte[random.nextInt(6000)];
                random.nextBytes(bytes);
                if (bytes.length > 1 && i % 2 == 0) {
                    bytes[0] = (byte) random.nextInt(4);
                }
                socket.getOutputStream().write(bytes);
            } catch (java.net.SocketException ignored) {
                // the server had enough
            }
        }

        namesAreAnsweredByDatagramAndStream();
    }

    @Test
    void aClosedServiceIsGone() throws Exception {
        container.service().close();
        container.service().close();
        container.close();

        assertThatThrownBy(() -> container.askByDatagram(Worlds.ask("web")))
                .isInstanceOf(PortUnreachableException.class);
        assertThatThrownBy(container::streamClient).isInstanceOf(ConnectException.class);
    }

    @Test
    void aClosedServiceEndsItsStreams() throws Exception {
        try (Socket socket = container.streamClient()) {
            Container.send(socket, Worlds.ask("web").toWire());
            Container.receive(socket);

            container.service().close();

            assertThatThrownBy(() -> Container.receive(socket)).isInstanceOf(EOFException.class);
        }
    }

    @Test
    void thousandsOfQuestionsASecondAreAnswered() throws IOException {
        byte[] wire = Worlds.ask("web").toWire();
        long start = System.nanoTime();
        try (DatagramSocket socket = container.datagramClient()) {
            for (int i = 0; i < 2_000; i++) {
                Container.send(socket, wire);
                Container.receive(socket);
            }
        }

        assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start)).isLessThan(20);
    }
}
