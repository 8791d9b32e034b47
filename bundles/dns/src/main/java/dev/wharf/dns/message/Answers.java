package dev.wharf.dns.message;

import dev.wharf.dns.Names;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.ReverseMap;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/**
 * Answers from what a container's networks know. A name that is known is never asked for elsewhere: for what it has not, such
 * as an IPv6 address, the answer is empty.
 */
public final class Answers {
    /** In seconds; respTTL of Docker 20.10, libnetwork/resolver.go. */
    static final long TTL = 600;

    private final Names names;
    private int turn; // used by the loop's thread alone

    /** Answers from names. */
    public Answers(Names names) {
        this.names = names;
    }

    /** The records for a question, in another order each time; empty when its name is not known here. */
    public Optional<List<Record>> to(Query query) {
        int dclass = query.question().getDClass();
        if (dclass != DClass.IN && dclass != DClass.ANY) {
            return Optional.empty();
        }
        if (query.question().getType() == Type.PTR) {
            return pointer(query);
        }
        return names.addresses(query.plainName()).map(addresses -> records(query, addresses));
    }

    private Optional<List<Record>> pointer(Query query) {
        try {
            return names.name(ReverseMap.fromName(query.name()))
                    .flatMap(Answers::absolute)
                    .map(target -> List.of(new PTRRecord(query.name(), DClass.IN, TTL, target)));
        } catch (UnknownHostException e) {
            return names.addresses(query.plainName()).map(known -> List.of());
        }
    }

    private static Optional<Name> absolute(String name) {
        try {
            return Optional.of(Name.fromString(name, Name.root));
        } catch (TextParseException e) {
            return Optional.empty();
        }
    }

    private List<Record> records(Query query, List<InetAddress> addresses) {
        List<Record> records = new ArrayList<>();
        for (InetAddress address : addresses) {
            record(query, address).ifPresent(records::add);
        }
        Collections.rotate(records, turn++);
        return records;
    }

    private static Optional<Record> record(Query query, InetAddress address) {
        int type = query.question().getType();
        if (address instanceof Inet4Address && (type == Type.A || type == Type.ANY)) {
            return Optional.of(new ARecord(query.name(), DClass.IN, TTL, address));
        }
        if (address instanceof Inet6Address && (type == Type.AAAA || type == Type.ANY)) {
            return Optional.of(new AAAARecord(query.name(), DClass.IN, TTL, address));
        }
        return Optional.empty();
    }
}
