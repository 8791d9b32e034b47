package dev.wharf.images.layer;

import dev.wharf.drivers.Drivers;
import dev.wharf.spi.graph.GraphDriver;
import dev.wharf.spi.graph.LayerId;
import dev.wharf.spi.graph.SnapshotKey;
import dev.wharf.spi.graph.WritableFolder;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Makes the writable snapshots in which layers grow. Their keys are random; one that a crash left behind is known by its
 * prefix.
 */
final class Scratch {
    private static final String PREFIX = "unpack-";
    private static final int RANDOM_BYTES = 16;

    private final Drivers<GraphDriver> drivers;
    private final SecureRandom random = new SecureRandom();
    private final Set<SnapshotKey> live = ConcurrentHashMap.newKeySet();

    Scratch(Drivers<GraphDriver> drivers) {
        this.drivers = drivers;
    }

    /**
     * A snapshot that is gone when this is closed, unless it was committed.
     */
    final class Prepared implements AutoCloseable {
        private final String driver;
        private final SnapshotKey key;
        private boolean isCommitted = false;

        private Prepared(String driver, SnapshotKey key) {
            this.driver = driver;
            this.key = key;
        }

        WritableFolder folder() {
            return drivers.call(driver, graph -> graph.writableFolder(key));
        }

        SnapshotTree tree() {
            return drivers.call(driver, graph -> SnapshotTree.of(graph, key));
        }

        /** Makes it a layer. A layer of that id which is there already has the same content, and stays. */
        void commit(LayerId layer) {
            drivers.call(driver, graph -> {
                if (graph.stat(layer).isEmpty()) {
                    graph.commit(layer, key);
                    isCommitted = true;
                }
                return true;
            });
        }

        @Override
        public void close() {
            try {
                if (!isCommitted) {
                    drivers.call(driver, graph -> removed(graph, key));
                }
            } finally {
                live.remove(key);
            }
        }
    }

    /** Makes a snapshot on top of a layer, or an empty one. */
    Prepared prepare(String driver, Optional<LayerId> parent) {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        var key = new SnapshotKey(PREFIX + HexFormat.of().formatHex(bytes));
        live.add(key);
        boolean isPrepared = false;
        try {
            drivers.call(driver, graph -> graph.prepare(key, parent));
            isPrepared = true;
            return new Prepared(driver, key);
        } finally {
            if (!isPrepared) {
                live.remove(key);
            }
        }
    }

    /** Whether a crash left this snapshot behind. */
    boolean isLeftBehind(SnapshotKey key) {
        return key.value().startsWith(PREFIX) && !live.contains(key);
    }

    private static boolean removed(GraphDriver graph, SnapshotKey key) {
        graph.remove(key);
        return true;
    }
}
