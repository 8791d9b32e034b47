package dev.wharf.images.layer;

import dev.wharf.engine.api.container.Change;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Tells and packs what differs between a snapshot and the layers below it. Thread-safe. */
public interface Packing {

    /**
     * Writes the differences as the tar of a layer. Does not close it.
     *
     * @throws IOException when the tar cannot be written
     * @throws dev.wharf.engine.api.EngineException Internal when the host fails, Unavailable when the thread is
     *     interrupted
     */
    void pack(SnapshotTree tree, OutputStream tar) throws IOException;

    /**
     * The differences, sorted.
     *
     * @throws dev.wharf.engine.api.EngineException as for {@link #pack}
     */
    List<Change> changes(SnapshotTree tree);
}
