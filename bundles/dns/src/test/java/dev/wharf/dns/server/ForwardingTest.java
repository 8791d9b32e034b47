package dev.wharf.dns.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.dns.message.Questions;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;

@Timeout(60)
final class ForwardingTest {
    private final List<AutoCloseable> opened = new ArrayList<>();

    private Upstream world(Function<Message, List<byte[]>> answer) throws IOException {
        Upstream upstream = new Upstream(answer);
        opened.add(upstream);
        return upstream;
    }

    private Container container(Upstream... above) {
        Container container = new Container(new KnownNames(), addresses(above));
        opened.add(container);
        return container;
    }

    private static InetSocketAddress[] addresses(Upstream... above) {
        return java.util.Arrays.stream(above).map(Upstream::address).toArray(InetSocketAddress[]::new);
    }

    private Upstream answering(int first) throws IOException {
        return world(question -> Worlds.wire(Worlds.addresses(question, first, 1)));
    }

    private Upstream failing(int rcode) throws IOException {
        return world(question -> Worlds.wire(Worlds.reply(question, rcode)));
    }

    private Upstream silent() throws IOException {
        return world(question -> List.of());
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : opened) {
            one.close();
        }
    }

    @Test
    void unknownNamesAreAskedAbove() throws IOException {
        Container container = container(answering(9));

        assertThat(Worlds.first(container.askByDatagram(Worlds.ask("www.example.com"))))
                .isEqualTo("9.0.0.0");
        assertThat(Worlds.first(container.askByStream(Worlds.ask("single")))).isEqualTo("9.0.0.0");
    }

    @Test
    void theReplyHasTheNumberOfTheClient() throws IOException {
        Container container = container(answering(9));
        Message question = Worlds.ask("www.example.com");

        assertThat(container.askByDatagram(question).getHeader().getID())
                .isEqualTo(question.getHeader().getID());
    }

    @Test
    void numbersAndPortsCannotBeGuessed() throws IOException {
        Upstream above = answering(9);
        Container container = container(above);
        Message question = Worlds.ask("www.example.com");

        for (int i = 0; i < 20; i++) {
            container.askByDatagram(question);
        }

        Set<Integer> numbers = new HashSet<>();
        above.asked().forEach(asked -> numbers.add(asked.getHeader().getID()));
        assertThat(numbers).hasSizeGreaterThan(15);
        assertThat(new HashSet<>(above.ports())).hasSizeGreaterThan(10);
    }

    @Test
    void edNsIsKept() throws IOException {
        Upstream above = answering(9);

        container(above).askByDatagram(Questions.question("www.example.com", org.xbill.DNS.Type.A, 1400));

        assertThat(above.asked().get(0).getOPT().getPayloadSize()).isEqualTo(1400);
    }

    @Test
    void aSilentServerIsFollowedByTheNext() throws IOException {
        Container container = container(silent(), answering(8));

        assertThat(Worlds.first(container.askByDatagram(Worlds.ask("a.b")))).isEqualTo("8.0.0.0");
        assertThat(Worlds.first(container.askByStream(Worlds.ask("a.b")))).isEqualTo("8.0.0.0");
    }

    @Test
    void aServerThatIsNotThereIsNotWaitedFor() throws IOException {
        Upstream gone = silent();
        gone.close();
        Container container = container(gone, answering(8));

        assertThat(Worlds.first(container.askByDatagram(Worlds.ask("a.b")))).isEqualTo("8.0.0.0");
        assertThat(Worlds.first(container.askByStream(Worlds.ask("a.b")))).isEqualTo("8.0.0.0");
    }

    @Test
    void aServerThatFailsIsFollowedByTheNext() throws IOException {
        Container container = container(failing(Rcode.SERVFAIL), failing(Rcode.REFUSED), answering(8));

        assertThat(Worlds.first(container.askByDatagram(Worlds.ask("a.b")))).isEqualTo("8.0.0.0");
    }

    @Test
    void aNameThatIsNotThereIsNotAskedForFurther() throws IOException {
        Upstream second = answering(8);
        Container container = container(failing(Rcode.NXDOMAIN), second);

        assertThat(container.askByDatagram(Worlds.ask("a.b")).getRcode()).isEqualTo(Rcode.NXDOMAIN);
        assertThat(second.asked()).isEmpty();
    }

    @Test
    void whenNobodyKnowsTheLastReplyIsGiven() throws IOException {
        Container container = container(failing(Rcode.REFUSED), silent());

        assertThat(container.askByDatagram(Worlds.ask("a.b")).getRcode()).isEqualTo(Rcode.REFUSED);
    }

    @Test
    void whenNobodyAnswersThatIsAFailure() throws IOException {
        Container container = container(silent(), silent());

        assertThat(container.askByDatagram(Worlds.ask("a.b")).getRcode()).isEqualTo(Rcode.SERVFAIL);
        assertThat(container.askByStream(Worlds.ask("a.b")).getRcode()).isEqualTo(Rcode.SERVFAIL);
    }

    @Test
    void repliesToOtherQuestionsArePassedOver() throws IOException {
        Container container = container(world(question -> {
            Message otherNumber = Worlds.addresses(question, 1, 1);
            otherNumber.getHeader().setID(question.getHeader().getID() ^ 1);
            Message otherName = Worlds.addresses(Worlds.ask("evil.example"), 2, 1);
            otherName.getHeader().setID(question.getHeader().getID());
            Message noReply = Worlds.addresses(question, 3, 1);
            noReply.getHeader().unsetFlag(Flags.QR);
            Message right = Worlds.addresses(question, 7, 1);
            List<byte[]> all = new ArrayList<>(Worlds.wire(otherNumber, otherName, noReply, right));
            all.add(0, new byte[3]);
            return all;
        }));

        assertThat(Worlds.first(container.askByDatagram(Worlds.ask("a.b")))).isEqualTo("7.0.0.0");
    }

    @Test
    void truncatedRepliesReachTheClientWhoAsksAgainByStream() throws IOException {
        Container container = container(world(question -> {
            boolean isLong = question.getOPT() == null;
            Message reply = Worlds.addresses(question, 6, isLong ? 0 : 1);
            if (isLong) {
                reply.getHeader().setFlag(Flags.TC);
            }
            return Worlds.wire(reply);
        }));

        assertThat(container.askByDatagram(Worlds.ask("a.b")).getHeader().getFlag(Flags.TC))
                .isTrue();
    }

    @Test
    void longRepliesComeByStreamAndAreCutForDatagrams() throws IOException {
        Container container = container(world(question -> Worlds.wire(Worlds.addresses(question, 6, 3_000))));

        Message whole = container.askByStream(Worlds.ask("a.b"));
        Message cut = container.askByDatagram(Worlds.ask("a.b"));

        assertThat(whole.getSection(Section.ANSWER)).hasSize(3_000);
        assertThat(cut.getHeader().getFlag(Flags.TC)).isTrue();
        assertThat(cut.getQuestion().getName()).isEqualTo(Questions.name("a.b"));
    }

    @Test
    void tooManyQuestionsAtATimeFailAtOnce() throws IOException {
        Container container = container(silent());
        int most = Container.QUICK.mostOfOne();
        try (DatagramSocket socket = container.datagramClient()) {
            for (int i = 0; i < most + 3; i++) {
                Container.send(socket, Worlds.ask("a" + i + ".b").toWire());
            }

            for (int i = 0; i < 3; i++) {
                String name = Container.receive(socket).getQuestion().getName().toString();
                assertThat(name).isEqualTo("a" + (most + i) + ".b.");
            }
        }
    }

    @Test
    void whatWasTooMuchIsPossibleLater() throws IOException {
        Container container = container(silent(), answering(8));
        for (int i = 0; i < 3 * Container.QUICK.mostOfOne(); i++) {
            assertThat(Worlds.first(container.askByDatagram(Worlds.ask("a.b")))).isEqualTo("8.0.0.0");
        }
    }

    @Test
    void aServerThatCannotBeReachedIsPassedOver() throws Exception {
        InetSocketAddress nowhere = new InetSocketAddress(InetAddress.getByAddress(new byte[] {-1, -1, -1, -1}), 53);
        Container container =
                new Container(new KnownNames(), nowhere, answering(8).address());
        opened.add(container);

        assertThat(Worlds.first(container.askByDatagram(Worlds.ask("a.b")))).isEqualTo("8.0.0.0");
    }
}
