package dev.wharf.linux.network.filter;

import static java.util.Objects.requireNonNull;

import java.net.InetSocketAddress;

/**
 * A connection that the kernel keeps track of; for protocols without connections, packets between the same two.
 *
 * @param family of its addresses
 * @param protocol number
 * @param source who began
 * @param destination whom the first packet named
 * @param answers who answers, which is another than the destination when that was changed
 * @param answered whom the answers go to, which is another than the source when that was changed
 */
public record Connection(
        Family family,
        int protocol,
        InetSocketAddress source,
        InetSocketAddress destination,
        InetSocketAddress answers,
        InetSocketAddress answered) {
    /** Checks all parts. */
    public Connection {
        requireNonNull(family, "family");
        requireNonNull(source, "source");
        requireNonNull(destination, "destination");
        requireNonNull(answers, "answers");
        requireNonNull(answered, "answered");
    }

    /** Whether no address was changed. */
    public boolean isPlain() {
        return answers.equals(destination) && answered.equals(source);
    }
}
