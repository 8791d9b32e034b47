package dev.wharf.dns.server;

import dev.wharf.dns.Names;
import dev.wharf.dns.message.Answers;
import dev.wharf.dns.message.Query;
import dev.wharf.dns.message.Received;
import dev.wharf.dns.message.Replies;
import dev.wharf.dns.upstream.Errand;
import dev.wharf.dns.upstream.Forwarder;
import dev.wharf.dns.upstream.Quota;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.xbill.DNS.Record;

/** Answers the questions of one container, or lets them be asked. Belongs to the loop. */
final class Responder {
    private final Answers answers;
    private final List<InetSocketAddress> upstream;
    private final Forwarder forwarder;
    private final Quota quota;

    Responder(Names names, List<InetSocketAddress> upstream, Forwarder forwarder) {
        this.answers = new Answers(names);
        this.upstream = List.copyOf(upstream);
        this.forwarder = forwarder;
        this.quota = new Quota(forwarder.mostOfOne());
    }

    /**
     * Takes a message; the client gets one reply, perhaps later.
     *
     * @return false when there is nothing to reply to
     */
    boolean take(byte[] wire, boolean isStream, Consumer<byte[]> client) {
        Received received = Received.of(wire);
        if (received instanceof Received.Asked asked) {
            answer(asked.query(), isStream, client);
        } else if (received instanceof Received.Faulty faulty) {
            client.accept(Replies.error(faulty));
        }
        return !(received instanceof Received.Noise);
    }

    private void answer(Query query, boolean isStream, Consumer<byte[]> client) {
        int mostBytes = isStream ? Replies.MOST_BYTES : query.mostDatagramBytes();
        Optional<List<Record>> known = answers.to(query);
        if (known.isPresent()) {
            client.accept(Replies.of(query, known.get(), mostBytes));
            return;
        }
        forwarder.forward(new Errand(
                query, isStream, upstream, quota, reply -> client.accept(Replies.fitting(query, reply, mostBytes))));
    }
}
