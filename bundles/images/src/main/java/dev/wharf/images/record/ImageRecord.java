package dev.wharf.images.record;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * An image, by the hex digits of its id.
 *
 * @param config the text of its configuration; its UTF-8 bytes have the id as their digest
 * @param parent hex id of its parent; empty for a base
 * @param graphDriver that keeps its layers
 * @param layerBytes bytes of the files of each layer, bottom first
 */
public record ImageRecord(String config, String parent, String graphDriver, List<Long> layerBytes) {
    /** Checks and copies. */
    public ImageRecord {
        requireNonNull(config, "config");
        requireNonNull(parent, "parent");
        requireNonNull(graphDriver, "graphDriver");
        layerBytes = List.copyOf(layerBytes);
    }
}
