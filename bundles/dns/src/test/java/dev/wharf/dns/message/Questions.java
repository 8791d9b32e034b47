package dev.wharf.dns.message;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TextParseException;

/** Short words for questions and replies. */
public final class Questions {
    private Questions() {}

    /** A question without EDNS. */
    public static Message question(String name, int type) {
        return Message.newQuery(Record.newRecord(name(name), type, DClass.IN));
    }

    /** A question with EDNS. */
    public static Message question(String name, int type, int payload) {
        Message message = question(name, type);
        message.addRecord(new OPTRecord(payload, 0, 0), Section.ADDITIONAL);
        return message;
    }

    /** A name. */
    public static Name name(String text) {
        try {
            return Name.fromString(text, Name.root);
        } catch (TextParseException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** A message from its bytes. */
    public static Message message(byte[] wire) {
        try {
            return new Message(wire);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a question is read as. */
    public static Query query(Message message) {
        return ((Received.Asked) Received.of(message.toWire())).query();
    }
}
