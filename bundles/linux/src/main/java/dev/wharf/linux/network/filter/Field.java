package dev.wharf.linux.network.filter;

/** What rules look at. */
public enum Field {
    /** The interface that a packet came from; seen in all hooks but output. */
    INPUT_INTERFACE("iifname", Source.META, 6, 16),
    /** The interface that a packet goes to; seen in forward, output and postrouting. */
    OUTPUT_INTERFACE("oifname", Source.META, 7, 16),
    /** The mark of the packet. */
    MARK("meta mark", Source.META, 3, 4),
    /** 2 for IPv4, 10 for IPv6. */
    FAMILY("meta nfproto", Source.META, 15, 1),
    /** What follows the header of IP. */
    PROTOCOL("meta l4proto", Source.META, 16, 1),
    /** The state of the connection, as bits: {@link Statement#ESTABLISHED}, {@link Statement#RELATED}. */
    CONNECTION_STATE("ct state", Source.CONNECTION, 0, 4),
    /** What happened to the connection, as bits: {@link Statement#DESTINATION_CHANGED}. */
    CONNECTION_STATUS("ct status", Source.CONNECTION, 2, 4),
    /** What kind of address the destination is: {@link Statement#isForThisHost}. */
    DESTINATION_KIND("fib daddr type", Source.ROUTE, 3, 4),
    /** Of the header of IPv4. */
    IPV4_SOURCE("ip saddr", Source.NETWORK_HEADER, 12, 4),
    /** Of the header of IPv4. */
    IPV4_DESTINATION("ip daddr", Source.NETWORK_HEADER, 16, 4),
    /** Of the header of IPv6. */
    IPV6_SOURCE("ip6 saddr", Source.NETWORK_HEADER, 8, 16),
    /** Of the header of IPv6. */
    IPV6_DESTINATION("ip6 daddr", Source.NETWORK_HEADER, 24, 16),
    /** Of ICMP and its like for IPv6. */
    ICMP_TYPE("icmp type", Source.TRANSPORT_HEADER, 0, 1),
    /** Of a protocol that has ports. */
    SOURCE_PORT("th sport", Source.TRANSPORT_HEADER, 0, 2),
    /** Of a protocol that has ports. */
    DESTINATION_PORT("th dport", Source.TRANSPORT_HEADER, 2, 2);

    /** Which expression of the kernel loads it. */
    enum Source {
        META,
        CONNECTION,
        ROUTE,
        NETWORK_HEADER,
        TRANSPORT_HEADER
    }

    private final String text;
    private final Source source;
    private final int place;
    private final int bytes;

    Field(String text, Source source, int place, int bytes) {
        this.text = text;
        this.source = source;
        this.place = place;
        this.bytes = bytes;
    }

    Source source() {
        return source;
    }

    /** The key or, in a header, the offset. */
    int place() {
        return place;
    }

    int bytes() {
        return bytes;
    }

    /** How many registers of four bytes it takes. */
    int registers() {
        return (bytes + 3) / 4;
    }

    /** As {@code nft} writes it. */
    @Override
    public String toString() {
        return text;
    }
}
