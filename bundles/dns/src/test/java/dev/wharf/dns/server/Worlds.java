package dev.wharf.dns.server;

import dev.wharf.dns.message.Questions;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Section;

/** Replies of the servers of tests. */
final class Worlds {
    private Worlds() {}

    /** A reply without records. */
    static Message reply(Message question, int rcode) {
        Message reply = new Message(question.getHeader().getID());
        reply.getHeader().setFlag(Flags.QR);
        reply.getHeader().setRcode(rcode);
        reply.addRecord(question.getQuestion(), Section.QUESTION);
        return reply;
    }

    /** A reply with addresses that begin with a number. */
    static Message addresses(Message question, int first, int count) {
        Message reply = reply(question, 0);
        for (int i = 0; i < count; i++) {
            reply.addRecord(
                    new ARecord(question.getQuestion().getName(), DClass.IN, 60, address(first, i)), Section.ANSWER);
        }
        return reply;
    }

    private static InetAddress address(int first, int last) {
        try {
            return InetAddress.getByAddress(new byte[] {(byte) first, 0, (byte) (last >> 8), (byte) last});
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As a list of messages on the wire. */
    static List<byte[]> wire(Message... replies) {
        return java.util.Arrays.stream(replies).map(Message::toWire).toList();
    }

    /** The first address of a reply. */
    static String first(Message reply) {
        return reply.getSection(Section.ANSWER).get(0).rdataToString();
    }

    /** A question for an address. */
    static Message ask(String name) {
        return Questions.question(name, org.xbill.DNS.Type.A);
    }
}
