package dev.wharf.engine.api.image;

import static java.util.Objects.requireNonNull;

import dev.wharf.engine.api.container.Change;
import dev.wharf.engine.api.container.ContainerConfig;
import java.time.Instant;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The layers in which containers keep their changes. Used by the engine alone, which sees to it that a snapshot neither
 * runs nor goes away meanwhile where that matters. Thread-safe; calls block, and interruption ends them.
 */
@ProviderType
public interface ContainerLayers {

    /**
     * The writable snapshot of a container.
     *
     * @param graphDriver its name
     * @param key that the driver knows it by
     * @param imageId full id of the image below
     */
    record Snapshot(String graphDriver, String key, String imageId) {
        /** Checks all parts. */
        public Snapshot {
            requireNonNull(graphDriver, "graphDriver");
            requireNonNull(key, "key");
            requireNonNull(imageId, "imageId");
        }
    }

    /**
     * An image to be made of a container.
     *
     * @param reference {@code repository[:tag]}; empty for none
     * @param author who; may be empty
     * @param comment may be empty
     * @param container full id
     * @param created when
     * @param containerConfig of the container
     * @param config run defaults of the image
     */
    record Commit(
            String reference,
            String author,
            String comment,
            String container,
            Instant created,
            ContainerConfig containerConfig,
            ContainerConfig config) {
        /** Checks all parts. */
        public Commit {
            requireNonNull(reference, "reference");
            requireNonNull(author, "author");
            requireNonNull(comment, "comment");
            requireNonNull(container, "container");
            requireNonNull(created, "created");
            requireNonNull(containerConfig, "containerConfig");
            requireNonNull(config, "config");
        }
    }

    /**
     * The paths that differ from the image, sorted; a folder comes before what it holds.
     *
     * @throws dev.wharf.engine.api.EngineException NotFound for the snapshot, Unavailable, Internal
     */
    List<Change> changes(Snapshot snapshot);

    /**
     * Applies Dockerfile lines to run defaults.
     *
     * @throws dev.wharf.engine.api.EngineException InvalidArgument
     */
    ContainerConfig changed(ContainerConfig config, List<String> lines);

    /**
     * Makes an image of the image below and the changes, in the snapshot's driver; also tells the event. It is there,
     * durably, when the call returns; on failure nothing is left.
     *
     * @return its full id
     * @throws dev.wharf.engine.api.EngineException NotFound, InvalidArgument for the name, Unavailable, Internal
     */
    String commit(Snapshot snapshot, Commit commit);

    /**
     * Copies a snapshot into another graph driver, under the same key and on the same image. On failure nothing is left
     * there. The snapshot that was copied stays.
     *
     * @throws dev.wharf.engine.api.EngineException NotFound, Conflict when the key is there already, Unavailable,
     *     Internal
     */
    void carry(Snapshot snapshot, String graphDriver);
}
