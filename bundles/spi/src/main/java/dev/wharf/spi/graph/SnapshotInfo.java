package dev.wharf.spi.graph;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * What a driver knows about a snapshot.
 *
 * @param ref its key or id
 * @param kind active, view or committed
 * @param parent the layer below, empty for a base
 * @param created when it was prepared or committed
 */
public record SnapshotInfo(SnapshotRef ref, Kind kind, Optional<LayerId> parent, Instant created) {

    /** The kinds of snapshots. */
    public enum Kind {
        /** Writable, has a key. */
        ACTIVE,
        /** Read-only, has a key, cannot be committed. */
        VIEW,
        /** Never changes, has a layer id. */
        COMMITTED
    }

    /** Checks all parts. */
    public SnapshotInfo {
        requireNonNull(ref, "ref");
        requireNonNull(kind, "kind");
        requireNonNull(parent, "parent");
        requireNonNull(created, "created");
    }
}
