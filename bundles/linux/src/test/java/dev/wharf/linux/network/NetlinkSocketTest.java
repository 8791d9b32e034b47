package dev.wharf.linux.network;

import static dev.wharf.linux.network.FakeNetlink.acknowledgement;
import static dev.wharf.linux.network.FakeNetlink.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.linux.Errno;
import dev.wharf.linux.Fd;
import dev.wharf.linux.Linux;
import dev.wharf.linux.LinuxException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NetlinkSocketTest {
    private static final int DONE = NetlinkReply.NLMSG_DONE;
    private static final int INTERRUPTED = NetlinkMessage.NLM_F_DUMP_INTR;
    /** The answer of Linux 6.18 to a route over a gateway that is not in reach; errno, header, message, explanation. */
    private static final String NO_SUCH_GATEWAY =
            """
            9bffffff 2c000000180005060100000000000000
            021800 00fe030001 00000000 08000100 0a090900 08000500 0a010101
            20000100 4e657874686f702068617320696e76616c6964206761746577617900"""
                    .replaceAll("\\s", "");

    private final FakeNetlink kernel = new FakeNetlink();
    private final Fd fd = Linux.kernel().descriptors().eventCounter();
    private final NetlinkSocket socket = new NetlinkSocket(kernel, fd);

    @AfterEach
    void close() {
        socket.close();
    }

    private static NetlinkMessage request(String what) {
        return new NetlinkMessage(what, 18, 0).putInt(0);
    }

    @Test
    void messagesAreSentWithOneCallAndNumbered() {
        kernel.answers(acknowledgement(1)).answers(acknowledgement(2));

        socket.send(List.of(request("first"), request("second")));

        assertThat(kernel.sent())
                .containsExactly("140000001200050001000000000000000000" + "0000"
                        + "140000001200050002000000000000000000" + "0000");
    }

    @Test
    void anAnswerIsReadUpToItsEnd() {
        kernel.answers(message(16, 0, 1, "aabbccdd")).answers(acknowledgement(1));

        assertThat(socket.ask(request("get"))).singleElement().satisfies(reply -> assertThat(reply.type())
                .isEqualTo(16));
    }

    @Test
    void answersThatNobodyTookAreLeftOut() {
        kernel.answers(message(16, 0, 1, "aabbccdd"));
        assertThatThrownBy(() -> socket.ask(request("get")))
                .hasMessage("read the answer of the kernel: no data available");
        kernel.answers(acknowledgement(1)).answers(message(17, 0, 2, "aabbccdd"), acknowledgement(2));

        assertThat(socket.ask(request("get again"))).singleElement().satisfies(reply -> assertThat(reply.type())
                .isEqualTo(17));
    }

    @Test
    void aListThatChangedMeanwhileIsAskedForAgain() {
        kernel.answers(message(16, 2 | INTERRUPTED, 1, "00000001"), message(DONE, 2 | INTERRUPTED, 1, "00000000"))
                .answers(message(16, 2, 2, "00000002"))
                .answers(message(16, 2, 2, "00000003"), message(DONE, 2, 2, "00000000"));

        List<NetlinkReply> list = socket.dump(request("list"));

        assertThat(list).extracting(reply -> reply.byteAt(3)).containsExactly(2, 3);
        assertThat(kernel.sent()).hasSize(2).allSatisfy(sent -> assertThat(sent).startsWith("1400000012000103"));
    }

    @Test
    void aListThatNeverHoldsStillFails() {
        for (int i = 1; i <= 100; i++) {
            kernel.answers(message(DONE, 2 | INTERRUPTED, i, "00000000"));
        }

        assertThatThrownBy(() -> socket.dump(request("list"))).hasMessage("list: interrupted system call");
    }

    @Test
    void aListThatFailsAtItsEndFails() {
        kernel.answers(message(DONE, 2, 1, "f4ffffff"));

        assertThatThrownBy(() -> socket.dump(request("list"))).hasMessage("list: cannot allocate memory");
    }

    @Test
    void theFirstFailureIsTold() {
        kernel.answers(message(2, 0x200, 1, NO_SUCH_GATEWAY))
                .answers(message(2, 0x100, 2, "efffffff" + "00".repeat(16)))
                .answers(acknowledgement(3));

        assertThatThrownBy(() -> socket.send(List.of(request("add route"), request("make br0"), request("other"))))
                .isInstanceOfSatisfying(
                        LinuxException.class, e -> assertThat(e.errno()).isEqualTo(Errno.ENETUNREACH))
                .hasMessage("add route: network is unreachable (Nexthop has invalid gateway)")
                .satisfies(e -> assertThat(e.getSuppressed()).singleElement().satisfies(other -> assertThat(other)
                        .hasMessage("make br0: file exists")));
    }

    @Test
    void anExchangeTellsAllThatWasAnswered() {
        kernel.answers(message(2, 0x100, 2, "feffffff" + "00".repeat(16))).answers(message(2562, 0, 2, "00000000"));

        List<NetlinkReply> replies = socket.exchange(List.of(request("begin"), request("rule"), request("end")));

        assertThat(replies).hasSize(2).allSatisfy(reply -> assertThat(reply.index())
                .isEqualTo(1));
        assertThat(replies.get(0).failure()).contains(new NetlinkReply.Failure(Errno.ENOENT, "", 0));
        assertThat(replies.get(1).failure()).isEmpty();
        assertThat(kernel.sent().get(0)).startsWith("1400000012000100");
    }

    @Test
    void manyMessagesGetRoomForTheirAnswers() {
        List<NetlinkMessage> many =
                Stream.generate(() -> request("one")).limit(100).toList();
        for (int i = 1; i <= 100; i++) {
            kernel.answers(acknowledgement(i));
        }

        socket.send(many);

        assertThat(kernel.options()).contains(33); // SO_RCVBUFFORCE
    }

    @Test
    void anAnswerThatDoesNotFitIsAFault() {
        kernel.answers(message(16, 0, 1, "00".repeat(70_000)));

        assertThatThrownBy(() -> socket.ask(request("get")))
                .hasMessage("read the answer of the kernel: message too long");
    }
}
