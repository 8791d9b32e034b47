package dev.wharf.engine.api.container;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Which part of the logs.
 *
 * @param follow whether to stay until the container ends
 * @param stdout whether standard output is wanted
 * @param stderr whether standard error is wanted
 * @param timestamps whether each line begins with its time
 * @param since only lines of that instant or later
 * @param until only lines before that instant
 * @param tail only so many last lines
 */
public record LogOptions(
        boolean follow,
        boolean stdout,
        boolean stderr,
        boolean timestamps,
        Optional<Instant> since,
        Optional<Instant> until,
        OptionalLong tail) {
    /** Checks all parts. */
    public LogOptions {
        requireNonNull(since, "since");
        requireNonNull(until, "until");
        requireNonNull(tail, "tail");
    }
}
