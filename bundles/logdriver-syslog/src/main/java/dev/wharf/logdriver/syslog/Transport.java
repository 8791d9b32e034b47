package dev.wharf.logdriver.syslog;

import java.util.Arrays;
import java.util.Optional;

/** How messages travel. */
enum Transport {
    /** To the socket of this host, wherever it is. */
    LOCAL(""),
    /** Datagrams. */
    UDP("udp"),
    /** A connection. */
    TCP("tcp"),
    /** A connection that is encrypted; RFC 5425. */
    TLS("tcp+tls"),
    /** A connection to a socket of this host. */
    UNIX("unix"),
    /** Datagrams to a socket of this host. */
    UNIXGRAM("unixgram");

    private final String scheme;

    Transport(String scheme) {
        this.scheme = scheme;
    }

    /** The name in addresses and messages. */
    String scheme() {
        return scheme;
    }

    boolean isSocketFile() {
        return this == UNIX || this == UNIXGRAM;
    }

    /** The transport that an address asks for. */
    static Optional<Transport> of(String address) {
        return Arrays.stream(values())
                .filter(each -> each != LOCAL && address.startsWith(each.scheme + "://"))
                .findFirst();
    }
}
