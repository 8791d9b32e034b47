package dev.wharf.images.layer;

import java.util.Set;

/** Tells which layers the images that are kept need. Thread-safe. */
@FunctionalInterface
public interface LayerUse {

    /** The stacks of images that have a layer, by the hex digits of its chain id. */
    Set<Stack> with(String chain);
}
