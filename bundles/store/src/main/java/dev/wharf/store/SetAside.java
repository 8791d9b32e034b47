package dev.wharf.store;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * A record that could not be read, and lies in the table {@code broken} since.
 *
 * @param at when that was seen
 * @param set its record set
 * @param key its key
 * @param reason why it could not be read
 */
public record SetAside(Instant at, String set, String key, String reason) {
    /** Checks all parts. */
    public SetAside {
        requireNonNull(at, "at");
        requireNonNull(set, "set");
        requireNonNull(key, "key");
        requireNonNull(reason, "reason");
    }
}
