package dev.wharf.engine.log;

import java.time.Duration;
import java.time.Instant;

/**
 * Gives each record of a log a time of its own, later than that of the record before, so that the times tell the order.
 * When the clock of the host is set back by more than a second, it is followed. Not thread-safe.
 */
final class LogClock {
    private static final Duration SLACK = Duration.ofSeconds(1);

    private Instant next = Instant.EPOCH;

    /** Sets when the bytes of the next records came in. */
    void set(Instant arrival) {
        boolean isAhead = next.isAfter(arrival) && next.minus(SLACK).isBefore(arrival);
        next = isAhead ? next : arrival;
    }

    /** The time of the next record. */
    Instant next() {
        Instant time = next;
        next = time.plusNanos(1);
        return time;
    }
}
