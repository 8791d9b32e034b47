/**
 * Stores layers as folders which AUFS lays over each other. {@link dev.wharf.graphdriver.aufs.AufsProvider} is the way in;
 * {@code SnapshotDisk} tells how it lies on disk.
 */
@NullMarked
package dev.wharf.graphdriver.aufs;

import org.jspecify.annotations.NullMarked;
