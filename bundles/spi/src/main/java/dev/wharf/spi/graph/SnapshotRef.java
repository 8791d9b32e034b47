package dev.wharf.spi.graph;

/** Names a snapshot of either kind. A key and a layer id with the same text are two snapshots. */
public sealed interface SnapshotRef permits LayerId, SnapshotKey {
    /** The text of the id or key. */
    String value();
}
