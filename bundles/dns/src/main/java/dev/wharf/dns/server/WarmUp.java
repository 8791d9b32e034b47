package dev.wharf.dns.server;

import dev.wharf.dns.message.Query;
import dev.wharf.dns.message.Received;
import dev.wharf.dns.message.Replies;
import java.util.List;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** Loads the classes that the first question needs, which takes a tenth of a second, before that question comes. */
final class WarmUp {
    private WarmUp() {}

    static void run() {
        byte[] wire =
                Message.newQuery(Record.newRecord(Name.root, Type.A, DClass.IN)).toWire();
        if (Received.of(wire) instanceof Received.Asked asked) {
            Query query = asked.query();
            byte[] ignored = Replies.of(query, List.of(), Replies.error(query, Rcode.SERVFAIL).length);
        }
    }
}
