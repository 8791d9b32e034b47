/**
 * Stores layers as folders which AUFS lays over each other. {@link dev.wharf.graphdriver.aufs.AufsProvider} is the way in;
 * how it lies on disk is told by {@code SnapshotDisk} of {@code dev.wharf.snapshots}.
 */
@NullMarked
package dev.wharf.graphdriver.aufs;

import org.jspecify.annotations.NullMarked;
