package dev.wharf.images.layer;

import static java.util.Objects.requireNonNull;

/**
 * The layers of an image.
 *
 * @param graphDriver that the image was made in
 * @param top hex chain id of the whole
 */
public record Stack(String graphDriver, String top) {
    /** Checks both parts. */
    public Stack {
        requireNonNull(graphDriver, "graphDriver");
        requireNonNull(top, "top");
    }
}
