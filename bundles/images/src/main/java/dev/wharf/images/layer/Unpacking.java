package dev.wharf.images.layer;

import dev.wharf.archive.UnpackedLayer;
import dev.wharf.spi.graph.WritableFolder;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/** Applies the tar of a layer to a folder. Thread-safe. */
@FunctionalInterface
public interface Unpacking {

    /**
     * Applies a tar, plain or compressed, and reads it to its end. Does not close it.
     *
     * @param below folders of the layers below, the uppermost first, from which folders that the tar only implies take
     *     owner and mode; empty when the folder holds the whole tree
     * @throws dev.wharf.engine.api.EngineException InvalidArgument for a bad tar, Internal when the host fails
     */
    UnpackedLayer unpack(InputStream tar, WritableFolder folder, List<Path> below);
}
