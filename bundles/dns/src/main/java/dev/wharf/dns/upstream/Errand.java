package dev.wharf.dns.upstream;

import dev.wharf.dns.message.Query;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.Consumer;

/**
 * A question to be asked for a container.
 *
 * @param query the question
 * @param isStream whether the client came by a stream, and servers are to be asked so
 * @param servers to ask, in order
 * @param quota of the container
 * @param client gets the reply, with its own number; called once
 */
public record Errand(
        Query query, boolean isStream, List<InetSocketAddress> servers, Quota quota, Consumer<byte[]> client) {
    /** Copies. */
    public Errand {
        servers = List.copyOf(servers);
    }
}
