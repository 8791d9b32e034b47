package dev.wharf.dns.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

final class ReceivedTest {
    private static final String HEADER = "1234 0100 0001 0000 0000 0000";

    private static Received read(String hex) {
        return Received.of(HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    private static void assertFault(Received received, int rcode) {
        assertThat(received).isInstanceOfSatisfying(Received.Faulty.class, faulty -> assertThat(faulty.rcode())
                .isEqualTo(rcode));
    }

    @Test
    void aQuestionIsRead() {
        Query query = Questions.query(Questions.question("DB.Example", Type.AAAA));

        assertThat(query.plainName()).isEqualTo("db.example");
        assertThat(query.question().getType()).isEqualTo(Type.AAAA);
        assertThat(query.isRecursionDesired()).isTrue();
        assertThat(query.hasEdns()).isFalse();
        assertThat(query.mostDatagramBytes()).isEqualTo(512);
        assertThat(query.questionEnd()).isEqualTo(query.wire().length);
    }

    @Test
    void edNsTellsWhatTheClientTakes() {
        Query query = Questions.query(Questions.question("db", Type.A, 1232));

        assertThat(query.hasEdns()).isTrue();
        assertThat(query.mostDatagramBytes()).isEqualTo(1232);
        assertThat(Questions.query(Questions.question("db", Type.A, 100)).mostDatagramBytes())
                .isEqualTo(512);
        assertThat(Questions.query(Questions.question("db", Type.A, 65_535)).mostDatagramBytes())
                .isLessThan(65_507);
    }

    @Test
    void whatHasNoHeaderOrIsAnAnswerIsNoise() {
        Message answer = Questions.question("db", Type.A);
        answer.getHeader().setFlag(Flags.QR);

        assertThat(Received.of(new byte[0])).isInstanceOf(Received.Noise.class);
        assertThat(Received.of(new byte[11])).isInstanceOf(Received.Noise.class);
        assertThat(Received.of(answer.toWire())).isInstanceOf(Received.Noise.class);
    }

    @Test
    void otherOperationsAreNotKnown() {
        Message update = Questions.question("db", Type.A);
        update.getHeader().setOpcode(Opcode.UPDATE);

        assertFault(Received.of(update.toWire()), Rcode.NOTIMP);
    }

    @Test
    void faultsOfTheFormAreFound() {
        assertFault(read("1234 0100 0000 0000 0000 0000"), Rcode.FORMERR);
        assertFault(read("1234 0100 0002 0000 0000 0000 00 0001 0001 00 0001 0001"), Rcode.FORMERR);
        assertFault(read(HEADER + "03 6162"), Rcode.FORMERR);
        assertFault(read(HEADER + "03 616263 00 0001"), Rcode.FORMERR);
        assertFault(read(HEADER + "03 616263 00 0000 0001"), Rcode.FORMERR);
        assertFault(
                read("1234 0100 0001 0000 0000 0001" + "00 0001 0001" + "00 0029 1000 00000000 ffff"), Rcode.FORMERR);
    }

    @Test
    void loopsOfCompressionAreFaults() {
        assertFault(read(HEADER + "c00c 0001 0001"), Rcode.FORMERR);
        assertFault(read(HEADER + "0161 c00c 0001 0001"), Rcode.FORMERR);
        assertFault(read(HEADER + "c00e c00c 0001 0001"), Rcode.FORMERR);
        assertFault(read(HEADER + "c000 0001 0001"), Rcode.FORMERR);
    }

    @Test
    void hugeCountsAreFaults() {
        assertFault(read("1234 0100 ffff ffff ffff ffff"), Rcode.FORMERR);
        assertFault(read("1234 0100 0001 ffff ffff ffff" + "00 0001 0001"), Rcode.FORMERR);
    }

    @Test
    void whatIsTooLongIsAFault() {
        byte[] wire = Questions.question("db", Type.A).toWire();

        assertFault(Received.of(Arrays.copyOf(wire, Received.MOST_BYTES + 1)), Rcode.FORMERR);
    }

    @Test
    void anyBytesAreReadAndReplied() {
        Random random = new Random(5);
        byte[] valid = Questions.question("www.example.com", Type.A, 4096).toWire();
        for (int round = 0; round < 60_000; round++) {
            byte[] wire = round % 2 == 0 ? bytes(random) : damaged(valid, random);

            reply(Received.of(wire));
        }
    }

    /** Replies to anything that has a header can be read again. */
    private static void reply(Received received) {
        if (received instanceof Received.Faulty faulty) {
            Questions.message(Replies.error(faulty));
        } else if (received instanceof Received.Asked asked) {
            Questions.message(Replies.error(asked.query(), Rcode.SERVFAIL));
            assertThat(asked.query().plainName()).isNotNull();
        }
    }

    private static byte[] bytes(Random random) {
        byte[] wire = new byte[random.nextInt(80)];
        random.nextBytes(wire);
        if (wire.length > 12) {
            ByteBuffer.wrap(wire).putShort(2, (short) 0x100).putInt(4, 0x10000).putInt(8, random.nextInt(3));
        }
        return wire;
    }

    private static byte[] damaged(byte[] valid, Random random) {
        byte[] wire = Arrays.copyOf(valid, random.nextInt(valid.length + 8));
        for (int i = random.nextInt(4); i >= 0 && wire.length > 0; i--) {
            wire[random.nextInt(wire.length)] = (byte) random.nextInt();
        }
        return wire;
    }
}
