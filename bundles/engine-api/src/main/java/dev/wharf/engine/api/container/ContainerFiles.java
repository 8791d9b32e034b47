package dev.wharf.engine.api.container;

import java.io.InputStream;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The files of containers, running and stopped, with their binds and volumes. Paths are resolved inside the container,
 * whatever links it makes meanwhile. Thread-safe; calls block.
 */
@ProviderType
public interface ContainerFiles {

    /**
     * What a path is.
     *
     * @throws dev.wharf.engine.api.EngineException NotFound for the container or the path, InvalidArgument for an empty
     *     path or one with a trailing slash that is not a folder, Unavailable
     */
    PathStatus stat(String container, String path);

    /**
     * Opens a file or folder as a tar whose entries begin with its name.
     *
     * @throws dev.wharf.engine.api.EngineException as {@link #stat}
     */
    FileArchive read(String container, String path);

    /**
     * As {@link #read}, in the shape of the older copy call, which follows a symbolic link.
     *
     * @throws dev.wharf.engine.api.EngineException as {@link #stat}
     */
    FileArchive copy(String container, String path);

    /**
     * Unpacks a tar, plain or compressed, into a folder.
     *
     * @param keepKinds refuses to replace a folder by something else and the other way round
     * @throws dev.wharf.engine.api.EngineException NotFound, InvalidArgument for a bad tar or a path that is no folder,
     *     Forbidden for a read-only root or volume, Unavailable, Internal
     */
    void write(String container, String path, boolean keepKinds, InputStream tar);

    /**
     * Opens the whole root as a tar, without binds and volumes.
     *
     * @throws dev.wharf.engine.api.EngineException NotFound, Unavailable
     */
    FileArchive export(String container);
}
