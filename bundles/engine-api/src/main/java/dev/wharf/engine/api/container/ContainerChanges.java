package dev.wharf.engine.api.container;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** What containers changed in the root that they got from their image. Thread-safe; calls block. */
@ProviderType
public interface ContainerChanges {

    /**
     * The changed paths, sorted; a folder comes before what it holds.
     *
     * @throws dev.wharf.engine.api.EngineException NotFound, Unavailable while the graph driver is away
     */
    List<Change> list(String container);

    /**
     * Makes an image of the container's image and its changes. It is there, durably, when the call returns; on failure
     * nothing is left, and a container that was paused for it goes on.
     *
     * @return the id of the image, with {@code sha256:}
     * @throws dev.wharf.engine.api.EngineException NotFound, InvalidArgument for a name or a change, Unavailable,
     *     Internal
     */
    String commit(CommitRequest request);

    /**
     * Moves a stopped container with its changes to another graph driver. A failure leaves it where it was. Moving it to
     * where it is succeeds.
     *
     * @throws dev.wharf.engine.api.EngineException NotFound for the container or the driver, Conflict when it runs,
     *     Unavailable, Internal
     */
    void migrate(String container, String graphDriver);
}
