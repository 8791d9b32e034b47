package dev.wharf.dns.message;

import java.io.IOException;
import org.xbill.DNS.DNSInput;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Header;
import org.xbill.DNS.Name;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;
import org.xbill.DNS.WireParseException;

/** What a message from a container turned out to be. */
public sealed interface Received {

    /** More than any question has that is to be answered here. */
    int MOST_BYTES = 4096;

    /**
     * A question.
     *
     * @param query which
     */
    record Asked(Query query) implements Received {}

    /**
     * Something that has a header, and is answered with an error.
     *
     * @param header of the message
     * @param rcode the error
     */
    record Faulty(Header header, int rcode) implements Received {}

    /** Not to be answered: no header, or itself an answer. */
    record Noise() implements Received {}

    /** Reads a message. Costs little whatever is in it. */
    static Received of(byte[] wire) {
        try {
            Header header = new Header(wire);
            return header.getFlag(Flags.QR) ? new Noise() : Reader.read(wire, header);
        } catch (IOException e) {
            return new Noise();
        }
    }

    /** Reads what follows a header. */
    final class Reader {
        /** Questions come with an EDNS record and a signature at most. */
        private static final int MOST_RECORDS = 16;

        private Reader() {}

        private static Received read(byte[] wire, Header header) {
            if (header.getOpcode() != Opcode.QUERY) {
                return new Faulty(header, Rcode.NOTIMP);
            }
            int records = header.getCount(Section.ANSWER)
                    + header.getCount(Section.AUTHORITY)
                    + header.getCount(Section.ADDITIONAL);
            if (header.getCount(Section.QUESTION) != 1 || records > MOST_RECORDS || wire.length > MOST_BYTES) {
                return new Faulty(header, Rcode.FORMERR);
            }
            try {
                return new Asked(query(wire, header, records));
            } catch (WireParseException e) {
                return new Faulty(header, Rcode.FORMERR);
            }
        }

        private static Query query(byte[] wire, Header header, int records) throws WireParseException {
            DNSInput in = new DNSInput(wire);
            in.readByteArray(Header.LENGTH);
            Name name = new Name(in);
            int type = in.readU16();
            int dclass = in.readU16();
            int end = in.current();
            if (end != Header.LENGTH + name.length() + 4) {
                throw new WireParseException("a name that nothing stands before is compressed");
            }
            Record question = question(name, type, dclass);
            return new Query(wire, question, end, header.getFlag(Flags.RD), payload(in, records));
        }

        private static Record question(Name name, int type, int dclass) throws WireParseException {
            // types of RFC 6895 3.1 that mean nothing make newRecord throw
            if (type == 0) {
                throw new WireParseException("type 0");
            }
            return Record.newRecord(name, type, dclass);
        }

        /** What the EDNS record says; its class field has the number. */
        private static int payload(DNSInput in, int records) throws WireParseException {
            int payload = 0;
            for (int i = 0; i < records; i++) {
                Name owner = new Name(in);
                int type = in.readU16();
                int size = in.readU16();
                if (type == Type.OPT && owner.equals(Name.root)) {
                    payload = Math.max(1, size);
                }
                in.readU32();
                in.readByteArray(in.readU16());
            }
            return payload;
        }
    }
}
