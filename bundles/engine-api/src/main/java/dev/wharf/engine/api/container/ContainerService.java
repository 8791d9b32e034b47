package dev.wharf.engine.api.container;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Makes, finds, renames and removes containers. Thread-safe; calls block. */
@ProviderType
public interface ContainerService {

    /**
     * Makes a container. It is there, durably, when the call returns; on failure nothing is left.
     *
     * @throws dev.wharf.engine.api.EngineException NotFound for the image or another container that is named,
     *     Conflict for a taken name and for options that exclude one another, InvalidArgument, Unavailable when a
     *     driver is away, Internal
     */
    Created create(CreateRequest request);

    /**
     * A container as it is now.
     *
     * @throws dev.wharf.engine.api.EngineException NotFound ({@code no such id: X}); Unavailable when a daemon was killed as it
     *     started the container, and the driver that knows what came of that is away
     */
    Container inspect(String container);

    /**
     * Containers, newest first. One of which {@link #inspect} could not tell whether it was started is shown as it was before.
     *
     * @throws dev.wharf.engine.api.EngineException NotFound for {@code since} or {@code before}, InvalidArgument for a
     *     filter value
     */
    List<Container> list(ContainerQuery query);

    /**
     * The disk that a container takes; empty when that is not known. May be slow.
     *
     * @throws dev.wharf.engine.api.EngineException NotFound; Unavailable while its graph driver is away
     */
    Optional<DiskUsage> usage(String container);

    /**
     * Gives a container another name.
     *
     * @throws dev.wharf.engine.api.EngineException NotFound, Conflict for a taken name, InvalidArgument
     */
    void rename(String container, String name);

    /**
     * Removes a container with its changes.
     *
     * @throws dev.wharf.engine.api.EngineException NotFound, Conflict when it runs and force is off, Unavailable,
     *     Internal
     */
    void remove(String container, RemoveOptions options);

    /**
     * Removes the name of a link.
     *
     * @throws dev.wharf.engine.api.EngineException NotFound, Conflict for a container's own name
     */
    void removeLink(String alias);
}
