package dev.wharf.engine.api.image;

import org.osgi.annotation.versioning.ProviderType;

/** What containers are made from. Used by the engine alone. Thread-safe. */
@ProviderType
public interface ImageRoots {

    /**
     * A committed layer of the default graph driver, with all the content of an image and the empty mount points that
     * every container needs (the init layer of Docker 1.9). Made on first use, kept as long as the image; so are copies
     * of the image's layers, when they lay in another graph driver alone.
     *
     * @param imageId full id with {@code sha256:}
     * @throws dev.wharf.engine.api.EngineException NotFound, Unavailable, Internal
     */
    RootLayer root(String imageId);

    /**
     * A layer of a graph driver.
     *
     * @param graphDriver its name
     * @param layerId the id that the driver knows it by
     */
    record RootLayer(String graphDriver, String layerId) {}
}
