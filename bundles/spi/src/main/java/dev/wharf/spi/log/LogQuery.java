package dev.wharf.spi.log;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Which records to read.
 *
 * @param since only records of that instant or later
 * @param tail only so many of the last lines, over both streams, cut before {@code since} is applied
 */
public record LogQuery(Optional<Instant> since, OptionalLong tail) {
    /** Checks both parts. */
    public LogQuery {
        requireNonNull(since, "since");
        requireNonNull(tail, "tail");
    }

    /** Everything. */
    public static LogQuery all() {
        return new LogQuery(Optional.empty(), OptionalLong.empty());
    }
}
