package dev.wharf.graphdriver.overlay;

import dev.wharf.spi.graph.LayerId;
import dev.wharf.spi.graph.SnapshotInfo;
import dev.wharf.spi.graph.SnapshotInfo.Kind;
import dev.wharf.spi.graph.SnapshotRef;
import java.time.Instant;
import java.util.Optional;

/**
 * A snapshot and where it lies.
 *
 * @param ref its key or id
 * @param kind active, view or committed
 * @param number name of its folder
 * @param parent the layer below
 * @param created when it was prepared or committed
 */
record Snapshot(SnapshotRef ref, Kind kind, long number, Optional<LayerId> parent, Instant created) {

    /** The folder with what it changes. */
    String diff() {
        return number + "/diff";
    }

    /** The folder that overlayfs works in. */
    String work() {
        return number + "/work";
    }

    /** Where it may be mounted. */
    String merged() {
        return number + "/merged";
    }

    /** The same folder under the id of a layer. */
    Snapshot committed(LayerId layer, Instant now) {
        return new Snapshot(layer, Kind.COMMITTED, number, parent, now);
    }

    SnapshotInfo info() {
        return new SnapshotInfo(ref, kind, parent, created);
    }
}
