package dev.wharf.images.layer;

import static java.util.Objects.requireNonNull;

/**
 * What is done with the tars of layers.
 *
 * @param unpacking of tars into folders
 * @param rebuilding of tars that were unpacked
 * @param packing of what changed in folders
 */
public record LayerTars(Unpacking unpacking, Rebuilding rebuilding, Packing packing) {
    /** Checks all parts. */
    public LayerTars {
        requireNonNull(unpacking, "unpacking");
        requireNonNull(rebuilding, "rebuilding");
        requireNonNull(packing, "packing");
    }
}
