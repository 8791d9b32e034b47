package dev.wharf.dns.message;

import java.util.ArrayList;
import java.util.List;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Header;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

/** Writes replies, and checks and changes those of other servers. */
public final class Replies {
    /** Enough for any message over a stream. */
    public static final int MOST_BYTES = 65_535;

    private static final int OWN_PAYLOAD = 4096;
    private static final int LARGEST_ADDRESS_RECORD = 28;
    private static final int TRUNCATED = 2;

    private Replies() {}

    /** A reply with records; as many as there is room for, and a mark when that is not all. */
    public static byte[] of(Query query, List<Record> records, int mostBytes) {
        List<Record> kept = new ArrayList<>(records);
        byte[] wire = wire(query, kept, 0);
        while (wire.length > mostBytes && !kept.isEmpty()) {
            int surplus = Math.max(1, (wire.length - mostBytes) / LARGEST_ADDRESS_RECORD);
            kept.subList(kept.size() - Math.min(surplus, kept.size()), kept.size())
                    .clear();
            wire = wire(query, kept, 0);
            wire[2] |= TRUNCATED;
        }
        return wire;
    }

    /** A reply with an error, or with nothing. */
    public static byte[] error(Query query, int rcode) {
        return wire(query, List.of(), rcode);
    }

    private static byte[] wire(Query query, List<Record> records, int rcode) {
        Message reply = new Message(query.id());
        mark(reply.getHeader(), rcode, query.isRecursionDesired());
        reply.addRecord(query.question(), Section.QUESTION);
        records.forEach(record -> reply.addRecord(record, Section.ANSWER));
        if (query.hasEdns()) {
            reply.addRecord(new OPTRecord(OWN_PAYLOAD, 0, 0), Section.ADDITIONAL);
        }
        return reply.toWire();
    }

    private static void mark(Header header, int rcode, boolean isRecursionDesired) {
        header.setFlag(Flags.QR);
        header.setFlag(Flags.RA);
        if (isRecursionDesired) {
            header.setFlag(Flags.RD);
        }
        header.setRcode(rcode);
    }

    /** A reply to what has a header and makes no sense otherwise. */
    public static byte[] error(Received.Faulty faulty) {
        Header header = new Header(faulty.header().getID());
        header.setOpcode(faulty.header().getOpcode());
        mark(header, faulty.rcode(), faulty.header().getFlag(Flags.RD));
        return header.toWire();
    }

    /** A message under another number. */
    public static byte[] numbered(byte[] wire, int id) {
        byte[] copy = wire.clone();
        copy[0] = (byte) (id >> 8);
        copy[1] = (byte) id;
        return copy;
    }

    /** The same reply for a client that does not take as much: nothing but the question, and a mark. */
    public static byte[] fitting(Query query, byte[] reply, int mostBytes) {
        if (reply.length <= mostBytes) {
            return reply;
        }
        byte[] brief = error(query, reply[3] & 0xf);
        brief[2] |= TRUNCATED;
        return brief;
    }
}
