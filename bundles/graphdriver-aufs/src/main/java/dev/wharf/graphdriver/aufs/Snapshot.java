package dev.wharf.graphdriver.aufs;

import dev.wharf.spi.graph.LayerId;
import dev.wharf.spi.graph.SnapshotInfo;
import dev.wharf.spi.graph.SnapshotInfo.Kind;
import dev.wharf.spi.graph.SnapshotRef;
import java.time.Instant;
import java.util.Optional;

/**
 * A snapshot and where it lies.
 *
 * @param info what the engine sees of it
 * @param place its folders
 */
record Snapshot(SnapshotInfo info, SnapshotPlace place) {

    SnapshotRef ref() {
        return info.ref();
    }

    Kind kind() {
        return info.kind();
    }

    Optional<LayerId> parent() {
        return info.parent();
    }

    /** The same folders under the id of a layer. */
    Snapshot committed(LayerId layer, Instant now) {
        return new Snapshot(new SnapshotInfo(layer, Kind.COMMITTED, info.parent(), now), place);
    }
}
