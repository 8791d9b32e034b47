package dev.wharf.itests.torture;

import dev.wharf.itests.RawClient;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Calls a daemon as a patient client does: what is not available, or broke, is repeated. Thread-safe. */
final class Api {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int PAUSE_MILLIS = 40;
    private static final int FAILED = 500;

    private final RawClient client;
    private final Outages outages;
    private final Outages absences;
    private final Findings findings;
    private final Watchdog watchdog;
    private final Tally tally;

    Api(RawClient client, Outages outages, Outages absences, Findings findings, Watchdog watchdog, Tally tally) {
        this.client = client;
        this.outages = outages;
        this.absences = absences;
        this.findings = findings;
        this.watchdog = watchdog;
        this.tally = tally;
    }

    /** Calls until it is done; no step of it is known to be done before the answer says so. */
    Reply settle(Request request) {
        return settle(request, () -> false);
    }

    /**
     * Calls until it is done.
     *
     * @param isDone asked after the connection broke in the middle, or the call may have gone on: whether it was done all the same
     * @return the answer; a broken one when it was done all the same
     */
    Reply settle(Request request, BooleanSupplier isDone) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        boolean doubtful = false;
        while (true) {
            Reply reply = once(request);
            if (request.good().contains(reply.status())) {
                return reply;
            }
            doubtful |= reply.isBroken() || (reply.isUnavailable() && request.goesOn());
            if (doubtful && !reply.isUnavailable() && isDone.getAsBoolean()) {
                return Reply.broken("done");
            }
            if (System.nanoTime() > deadline || !(doubtful || reply.isUnavailable())) {
                throw isFailure(reply)
                        ? new Findings.Finding(reply.toString()) // it is written down
                        : findings.add(request.name(), request.call() + " answered " + reply);
            }
            Pause.millis(PAUSE_MILLIS);
        }
    }

    /** Calls once. What is wrong whatever was asked is written down here. */
    Reply once(Request request) {
        long begin = System.nanoTime();
        Reply reply = watchdog.watch(request, () -> exchange(request));
        tally.count(request.name(), reply.status(), System.nanoTime() - begin);
        if (reply.isBroken() && !outages.excuse(begin)) {
            findings.add(request.name(), request.call() + " broke while the daemon was there: " + reply);
        } else if (reply.isUnavailable() && !absences.excuse(begin) && !outages.excuse(begin)) {
            findings.add(request.name(), request.call() + " refused while all was there: " + reply);
        } else if (isFailure(reply)) {
            findings.add(request.name(), request.call() + " answered " + reply);
        }
        return reply;
    }

    private static boolean isFailure(Reply reply) {
        return reply.status() >= FAILED && !reply.isUnavailable();
    }

    private Reply exchange(Request request) {
        try {
            RawClient.Response response =
                    client.send(request.method(), request.path(), request.headers(), request.body());
            return new Reply(response.status(), response.bytes());
        } catch (UncheckedIOException e) {
            return Reply.broken(String.valueOf(e.getCause()));
        }
    }
}
