package dev.wharf.dns.upstream;

import dev.wharf.dns.loop.EventLoop;
import dev.wharf.dns.message.Replies;
import java.security.SecureRandom;
import org.xbill.DNS.Rcode;

/** Asks servers. Belongs to the loop. */
public final class Forwarder {
    private final EventLoop loop;
    private final Limits limits;
    private final Quota quota;
    private final SecureRandom random = new SecureRandom();

    /** Asks on a loop. */
    public Forwarder(EventLoop loop, Limits limits) {
        this.loop = loop;
        this.limits = limits;
        this.quota = new Quota(limits.mostOfAll());
    }

    /**
     * Asks one server after the other. Without any, when too much is under way, and when none can tell, the client gets
     * SERVFAIL; Docker 20.10 gives that where nothing is to be asked, and is silent in the other cases.
     */
    public void forward(Errand errand) {
        if (errand.servers().isEmpty() || !quota.hasRoom() || !errand.quota().hasRoom()) {
            errand.client().accept(Replies.error(errand.query(), Rcode.SERVFAIL));
            return;
        }
        quota.take();
        errand.quota().take();
        new Exchange(this, errand).start();
    }

    void ended(Errand errand) {
        errand.quota().giveBack();
        quota.giveBack();
    }

    EventLoop loop() {
        return loop;
    }

    Limits limits() {
        return limits;
    }

    /** How many questions of one container may be under way. */
    public int mostOfOne() {
        return limits.mostOfOne();
    }

    /** A number that nobody can guess. */
    int newId() {
        return random.nextInt(1 << 16);
    }
}
