package dev.wharf.engine.exec;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** Forgets execs: at once, or when their exit codes have been there for long enough. */
final class ForgetExecs {
    /** For how long an exec that has ended can be inspected; Docker 1.9, daemon/exec.go, looks every five minutes. */
    static final Duration KEPT = Duration.ofMinutes(5);

    private final ExecTable execs;
    private final ExecSite site;

    ForgetExecs(ExecTable execs, ExecSite site) {
        this.execs = execs;
        this.site = site;
    }

    /** The time that counts. */
    Clock clock() {
        return site.clock();
    }

    /** An exec has ended; it is kept for a while. */
    void ended(LiveExec exec) {
        execs.ended(exec);
    }

    /** Forgets those that were started on one of the engine's threads in the store, too. */
    void now(Collection<LiveExec> forgotten) {
        execs.remove(forgotten);
        List<String> stored =
                forgotten.stream().filter(LiveExec::isKept).map(LiveExec::id).toList();
        if (!stored.isEmpty()) {
            site.timer().execute(() -> site.store().remove(stored));
        }
    }

    void later(Duration delay, Collection<LiveExec> forgotten) {
        var unused = site.timer().later(delay, () -> now(forgotten));
    }
}
