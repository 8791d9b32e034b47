package dev.wharf.snapshots;

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
public record Snapshot(SnapshotInfo info, SnapshotPlace place) {

    /** Its key, or its id as a layer. */
    public SnapshotRef ref() {
        return info.ref();
    }

    /** Whether it can be written, is a view, or is a layer. */
    public Kind kind() {
        return info.kind();
    }

    /** The layer below; empty at the base. */
    public Optional<LayerId> parent() {
        return info.parent();
    }

    /** The same folders under the id of a layer. */
    public Snapshot committed(LayerId layer, Instant now) {
        return new Snapshot(new SnapshotInfo(layer, Kind.COMMITTED, info.parent(), now), place);
    }
}
