package dev.wharf.dns.upstream;

import dev.wharf.dns.message.Replies;
import dev.wharf.dns.message.ServerReply;
import java.net.InetSocketAddress;
import java.util.Iterator;
import java.util.Optional;
import org.xbill.DNS.Rcode;

/** A question on its way through the servers. Belongs to the loop. */
final class Exchange {
    private final Forwarder forwarder;
    private final Errand errand;
    private final Iterator<InetSocketAddress> servers;
    private Optional<ServerReply> inconclusive = Optional.empty();

    Exchange(Forwarder forwarder, Errand errand) {
        this.forwarder = forwarder;
        this.errand = errand;
        this.servers = errand.servers().iterator();
    }

    void start() {
        next();
    }

    private void next() {
        if (!servers.hasNext()) {
            end(inconclusive.map(ServerReply::wire).orElseGet(() -> Replies.error(errand.query(), Rcode.SERVFAIL)));
            return;
        }
        InetSocketAddress server = servers.next();
        Attempt attempt = errand.isStream()
                ? new StreamAttempt(forwarder, errand.query(), this::answered)
                : new DatagramAttempt(forwarder, errand.query(), this::answered);
        attempt.start(server);
    }

    private void answered(Optional<ServerReply> reply) {
        if (reply.isPresent() && reply.get().isConclusive()) {
            end(reply.get().wire());
            return;
        }
        inconclusive = reply.or(() -> inconclusive);
        next();
    }

    private void end(byte[] reply) {
        forwarder.ended(errand);
        errand.client().accept(Replies.numbered(reply, errand.query().id()));
    }
}
