/**
 * Keeps layers and snapshots as folders, for graph drivers whose union file system lays such folders over each other. A
 * driver describes its {@link dev.wharf.snapshots.UnionFileSystem} and opens the rest with it:
 *
 * <pre>{@code
 * GraphDriver driver = UnionGraphDriver.open(Linux.kernel(), context, new Overlayfs(context.stateFolder()));
 * }</pre>
 *
 * <p>{@code SnapshotDisk} tells how it lies on disk.
 */
@Version("1.0.0")
@Export
@NullMarked
package dev.wharf.snapshots;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
