package dev.wharf.images.save;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.image.ImageArchive;
import dev.wharf.images.catalog.Catalog;
import dev.wharf.images.layer.HeldLayers;
import dev.wharf.images.layer.Layers;
import java.util.List;

/** Writes images as archives. Thread-safe. */
public final class SaveImages {
    private final Catalog catalog;
    private final Layers layers;

    /** Saves from a catalog. */
    public SaveImages(Catalog catalog, Layers layers) {
        this.catalog = catalog;
        this.layers = layers;
    }

    /**
     * Finds images and holds their layers; nothing is read yet.
     *
     * @throws EngineException NotFound, InvalidArgument when no image is asked for, Unavailable when layers are out of
     *     reach, Internal when one cannot be rebuilt
     */
    public ImageArchive of(List<String> names) {
        List<SavedImage> images = Selection.of(catalog, names);
        HeldLayers held = layers.reading();
        boolean isHeld = false;
        try {
            images.forEach(image -> held.hold(image.image().id(), image.image().chain()));
            var archive = new StoredArchive(images, held);
            isHeld = true;
            return archive;
        } finally {
            if (!isHeld) {
                held.close();
            }
        }
    }
}
