package dev.wharf.images.layer;

import dev.wharf.drivers.Drivers;
import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.container.Change;
import dev.wharf.spi.graph.GraphDriver;
import dev.wharf.spi.graph.LayerId;
import dev.wharf.spi.graph.SnapshotKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What containers wrote, in their snapshots. Thread-safe. */
public final class ContainerTrees {
    private static final Logger LOG = LoggerFactory.getLogger(ContainerTrees.class);
    private static final int SHORT = 12;

    private final Drivers<GraphDriver> drivers;
    private final LayerTars tars;

    /** Finds snapshots in graph drivers. */
    public ContainerTrees(Drivers<GraphDriver> drivers, LayerTars tars) {
        this.drivers = drivers;
        this.tars = tars;
    }

    /**
     * What differs from the layers below, sorted.
     *
     * @throws dev.wharf.engine.api.EngineException NotFound for the snapshot, Unavailable, Internal
     */
    public List<Change> changes(String graphDriver, String key) {
        return tars.packing().changes(drivers.call(graphDriver, graph -> SnapshotTree.of(graph, new SnapshotKey(key))));
    }

    /**
     * What differs, as the tar of a layer that is packed while it is read. What is thrown while reading is an exception of
     * the engine.
     *
     * @throws dev.wharf.engine.api.EngineException NotFound for the snapshot, Unavailable
     */
    public InputStream packed(String graphDriver, String key) {
        drivers.call(graphDriver, graph -> graph.writableFolder(new SnapshotKey(key)));
        String name = "pack " + key.substring(0, Math.min(SHORT, key.length()));
        return TarPipe.of(name, tar -> pack(graphDriver, new SnapshotKey(key), tar));
    }

    /**
     * Copies what differs to a new snapshot of another driver, under the same key. On failure nothing is left there.
     *
     * @param init layer below it there
     * @throws dev.wharf.engine.api.EngineException NotFound, Conflict when the key is there already, Unavailable, Internal
     */
    public void copy(String fromDriver, String key, String toDriver, LayerId init) {
        var snapshot = new SnapshotKey(key);
        boolean isCopied = false;
        try (InputStream tar = packed(fromDriver, key)) {
            drivers.call(toDriver, graph -> graph.prepare(snapshot, Optional.of(init)));
            try {
                SnapshotTree tree = drivers.call(toDriver, graph -> SnapshotTree.of(graph, snapshot));
                tars.unpacking().unpack(tar, tree, OutputStream.nullOutputStream());
                isCopied = true;
            } finally {
                if (!isCopied) {
                    remove(toDriver, snapshot);
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("a pipe can always be closed", e);
        }
    }

    /** The driver is not borrowed while the folders are read, so that a slow reader does not keep it from being exchanged. */
    private void pack(String graphDriver, SnapshotKey key, OutputStream tar) throws IOException {
        tars.packing().pack(drivers.call(graphDriver, graph -> SnapshotTree.of(graph, key)), tar);
    }

    /** Something else went wrong before, and that is what the caller hears of. */
    private void remove(String graphDriver, SnapshotKey key) {
        try {
            drivers.call(graphDriver, graph -> {
                graph.remove(key);
                return true;
            });
        } catch (EngineException e) {
            LOG.warn("snapshot {} stays in graph driver {}: {}", key, graphDriver, e.getMessage());
        }
    }
}
