package dev.wharf.images.record;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * A name of an image, by {@code repository:tag} or {@code repository@digest}.
 *
 * @param image hex id
 * @param given when it got that name
 */
public record NameRecord(String image, Instant given) {
    /** Checks both parts. */
    public NameRecord {
        requireNonNull(image, "image");
        requireNonNull(given, "given");
    }
}
