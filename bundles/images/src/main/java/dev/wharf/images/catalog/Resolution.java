package dev.wharf.images.catalog;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * How a text named an image.
 *
 * @param image that was found
 * @param name {@code repository:tag} or {@code repository@digest} that it was found by; absent for an id
 */
public record Resolution(StoredImage image, Optional<String> name) {
    /** Checks both parts. */
    public Resolution {
        requireNonNull(image, "image");
        requireNonNull(name, "name");
    }
}
