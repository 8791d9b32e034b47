package dev.wharf.images.layer;

import dev.wharf.archive.UnpackedLayer;
import java.io.InputStream;
import java.io.OutputStream;

/** Applies the tar of a layer to a folder. Thread-safe. */
@FunctionalInterface
public interface Unpacking {

    /**
     * Applies a tar, plain or compressed, and reads it to its end. Does not close it.
     *
     * @param tree whose folder takes the layer; folders that the tar only implies take owner and mode from the layers below
     * @param recipe takes what the tar can be rebuilt from; not closed
     * @throws dev.wharf.engine.api.EngineException InvalidArgument for a bad tar, Internal when the host fails
     */
    UnpackedLayer unpack(InputStream tar, SnapshotTree tree, OutputStream recipe);
}
