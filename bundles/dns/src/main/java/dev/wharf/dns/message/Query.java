package dev.wharf.dns.message;

import java.util.Locale;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;

/**
 * A question of a container, checked.
 *
 * @param wire the message as it came; not changed by anybody
 * @param question name, type and class
 * @param questionEnd where the question ends in the message
 * @param isRecursionDesired whether the client wants other servers to be asked
 * @param payload what the client's EDNS record tells about datagrams; 0 without EDNS
 */
public record Query(byte[] wire, Record question, int questionEnd, boolean isRecursionDesired, int payload) {
    /** What a client without EDNS takes in a datagram; RFC 1035 2.3.4. */
    private static final int PLAIN_PAYLOAD = 512;
    /** What IPv4 lets a datagram have, 65,507, and some room. */
    private static final int LARGEST = 65_000;

    /** The client's number for it. */
    public int id() {
        return (wire[0] & 0xff) << 8 | (wire[1] & 0xff);
    }

    /** Whether the client speaks EDNS; RFC 6891. */
    public boolean hasEdns() {
        return payload > 0;
    }

    /** How many bytes a datagram to the client may have. */
    public int mostDatagramBytes() {
        return Math.min(Math.max(PLAIN_PAYLOAD, payload), LARGEST);
    }

    /** The name that is asked for. */
    public Name name() {
        return question.getName();
    }

    /** The name in lower case, without the final dot. */
    public String plainName() {
        return name().toString(true).toLowerCase(Locale.ROOT);
    }
}
