package dev.wharf.images.record;

import static java.util.Objects.requireNonNull;

/**
 * A layer that a graph driver holds, by {@code driver/chain}.
 *
 * @param graphDriver its name
 * @param chain hex chain id, the layer id that the driver knows it by
 * @param diff hex digest of the uncompressed tar
 * @param parent hex chain id of the stack below; empty for a lowest layer
 * @param contentBytes bytes of the files in it
 * @param tarBytes length of the uncompressed tar
 */
public record LayerRecord(
        String graphDriver, String chain, String diff, String parent, long contentBytes, long tarBytes) {
    /** Checks all parts. */
    public LayerRecord {
        requireNonNull(graphDriver, "graphDriver");
        requireNonNull(chain, "chain");
        requireNonNull(diff, "diff");
        requireNonNull(parent, "parent");
    }

    /** The key of a layer. */
    public static String key(String graphDriver, String chain) {
        return graphDriver + '/' + chain;
    }

    /** The key of this layer. */
    public String key() {
        return key(graphDriver, chain);
    }
}
