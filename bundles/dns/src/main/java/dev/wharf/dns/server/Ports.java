package dev.wharf.dns.server;

/**
 * Ports of the name server's address.
 *
 * @param datagrams for UDP
 * @param streams for TCP
 */
record Ports(int datagrams, int streams) {
    /** Whichever are free. */
    static final Ports ANY = new Ports(0, 0);
}
