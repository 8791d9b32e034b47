package dev.wharf.images.save;

import static java.util.Objects.requireNonNull;

import dev.wharf.images.catalog.StoredImage;
import java.util.List;
import java.util.Optional;

/**
 * An image that is to be written.
 *
 * @param image as it is kept
 * @param config bytes of its configuration
 * @param names {@code repository:tag} that were asked for
 * @param parent the nearest of its parents that is written, too; absent for none
 * @param oldLayers its layers in the manner of old engines, bottom first; at least one
 */
record SavedImage(
        StoredImage image, byte[] config, List<String> names, Optional<String> parent, List<OldLayer> oldLayers) {
    SavedImage {
        requireNonNull(image, "image");
        requireNonNull(config, "config");
        names = List.copyOf(names);
        requireNonNull(parent, "parent");
        oldLayers = List.copyOf(oldLayers);
    }

    /** The name of the file with its configuration. */
    String configName() {
        return image.id().hex() + ".json";
    }

    /** The old layer with its configuration. */
    OldLayer top() {
        return oldLayers.get(oldLayers.size() - 1);
    }
}
