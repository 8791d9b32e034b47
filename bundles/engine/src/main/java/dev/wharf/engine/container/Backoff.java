package dev.wharf.engine.container;

import java.time.Duration;

/**
 * How a container fared in its last runs; kept in the store, so that a restart of the daemon changes nothing about the next
 * restart by policy. Docker 1.9.1, daemon/monitor.go, with the bound of one minute that 20.10 has.
 *
 * @param failures runs in a row that failed
 * @param delayMillis how long the last wait before a restart was, or would have been
 */
public record Backoff(int failures, long delayMillis) {
    private static final long FIRST_MILLIS = 100;
    private static final long LONGEST_MILLIS = 60_000;
    private static final Duration LONG_RUN = Duration.ofSeconds(10);

    /** Before the first run, and after a start by hand. */
    static final Backoff NONE = new Backoff(0, FIRST_MILLIS);

    /** After a run more. */
    Backoff after(int exitCode, Duration ranFor) {
        boolean isLong = ranFor.compareTo(LONG_RUN) > 0;
        return new Backoff(
                exitCode == 0 ? 0 : failures + 1, isLong ? FIRST_MILLIS : Math.min(2 * delayMillis, LONGEST_MILLIS));
    }

    /** How long to wait before the restart. */
    Duration delay() {
        return Duration.ofMillis(delayMillis);
    }
}
