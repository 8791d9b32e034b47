package dev.wharf.engine.api.image;

import static java.util.Objects.requireNonNull;

/** A step of the removal of an image. */
public sealed interface Removal {
    /**
     * A name was taken away.
     *
     * @param reference {@code repository:tag} or {@code repository@digest}
     * @param imageId of the image that had it
     */
    record Untagged(String reference, String imageId) implements Removal {
        /** Checks both parts. */
        public Untagged {
            requireNonNull(reference, "reference");
            requireNonNull(imageId, "imageId");
        }
    }

    /**
     * An image was deleted.
     *
     * @param imageId of the image
     */
    record Deleted(String imageId) implements Removal {
        /** Checks the id. */
        public Deleted {
            requireNonNull(imageId, "imageId");
        }
    }
}
