package dev.wharf.images.layer;

import dev.wharf.spi.graph.WritableFolder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Makes the tar of a layer anew. Thread-safe. */
@FunctionalInterface
public interface Rebuilding {

    /**
     * Writes the tar that a layer was unpacked from, bit for bit. Closes neither stream.
     *
     * @param recipe that was written when the layer was unpacked
     * @param folder that it was unpacked to
     * @throws IOException when the tar cannot be written
     * @throws dev.wharf.engine.api.EngineException Internal when recipe and folder do not fit, Unavailable when the thread
     *     is interrupted
     */
    void rebuild(InputStream recipe, WritableFolder folder, OutputStream tar) throws IOException;
}
