package dev.wharf.images.layer;

import dev.wharf.archive.UnpackedLayer;
import dev.wharf.spi.graph.WritableFolder;
import java.io.InputStream;

/** Applies the tar of a layer to a folder. Thread-safe. */
@FunctionalInterface
public interface Unpacking {

    /**
     * Applies a tar, plain or compressed, and reads it to its end. Does not close it.
     *
     * @throws dev.wharf.engine.api.EngineException InvalidArgument for a bad tar, Internal when the host fails
     */
    UnpackedLayer unpack(InputStream tar, WritableFolder folder);
}
