package dev.wharf.images.layer;

/** Tells which layers the images that are kept need. Thread-safe. */
@FunctionalInterface
public interface LayerUse {

    /** Whether an image has the layer of this key, {@code driver/chain}. */
    boolean isUsed(String layerKey);
}
