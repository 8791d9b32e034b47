package dev.wharf.images.layer;

import static java.util.Objects.requireNonNull;

import dev.wharf.images.content.Digest;

/**
 * A layer that is in a graph driver.
 *
 * @param chain id of the stack that ends with it
 * @param diff digest of its uncompressed tar
 * @param contentBytes bytes of the files in it
 */
public record AppliedLayer(Digest chain, Digest diff, long contentBytes) {
    /** Checks all parts. */
    public AppliedLayer {
        requireNonNull(chain, "chain");
        requireNonNull(diff, "diff");
    }
}
