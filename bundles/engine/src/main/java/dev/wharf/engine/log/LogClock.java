package dev.wharf.engine.log;

import java.time.Duration;
import java.time.Instant;

/**
 * Gives each record of a log a time of its own, later than that of the record before, so that the times tell the order.
 * When the clock of the host is set back by more than a second, it is followed. Not thread-safe.
 */
final class LogClock {
    private static final Duration SLACK = Duration.ofSeconds(1);

    // of the next record; as numbers, for Instant.plusNanos costs four divisions
    private long second;
    private int nano;

    /** Sets when the bytes of the next records came in. */
    void set(Instant arrival) {
        Instant next = Instant.ofEpochSecond(second, nano);
        boolean isAhead = next.isAfter(arrival) && next.minus(SLACK).isBefore(arrival);
        if (!isAhead) {
            second = arrival.getEpochSecond();
            nano = arrival.getNano();
        }
    }

    /** The time of the next record. */
    Instant next() {
        Instant time = Instant.ofEpochSecond(second, nano);
        nano++; // after the last nanosecond of a second comes one that ofEpochSecond takes for the next second's
        return time;
    }
}
