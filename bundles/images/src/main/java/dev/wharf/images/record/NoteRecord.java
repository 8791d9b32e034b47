package dev.wharf.images.record;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * Something that was done once and must not be done again.
 *
 * @param done when
 */
public record NoteRecord(Instant done) {
    /** Checks the time. */
    public NoteRecord {
        requireNonNull(done, "done");
    }
}
