package dev.wharf.dns.message;

import org.xbill.DNS.Header;
import org.xbill.DNS.Rcode;

/**
 * What a server sent.
 *
 * @param wire its message
 */
public record ServerReply(byte[] wire) {

    /** Whether it is the reply to a question that was sent under a number, as far as can be told. */
    public boolean isFor(Query query, int id) {
        if (wire.length < Header.LENGTH || (wire[2] & 0x80) == 0 || number(0) != id) {
            return false;
        }
        return switch (number(4)) {
            case 0 -> rcode() != Rcode.NOERROR;
            case 1 -> repeats(query);
            default -> false;
        };
    }

    private int number(int at) {
        return (wire[at] & 0xff) << 8 | (wire[at + 1] & 0xff);
    }

    /** Servers may change the case of letters. */
    private boolean repeats(Query query) {
        if (wire.length < query.questionEnd()) {
            return false;
        }
        for (int at = Header.LENGTH; at < query.questionEnd(); at++) {
            if (lower(wire[at]) != lower(query.wire()[at])) {
                return false;
            }
        }
        return true;
    }

    private static int lower(byte letter) {
        return letter >= 'A' && letter <= 'Z' ? letter + ('a' - 'A') : letter;
    }

    private int rcode() {
        return wire[3] & 0xf;
    }

    /**
     * Whether the server knows whether the name is there. With anything else the next server is asked, as in ServeDNS of
     * Docker 20.10, libnetwork/resolver.go.
     */
    public boolean isConclusive() {
        return rcode() == Rcode.NOERROR || rcode() == Rcode.NXDOMAIN;
    }
}
