/**
 * Storage of image layers and of the changes of containers.
 *
 * <p>There are two kinds of snapshots. An <em>active</em> one has a {@link dev.wharf.spi.graph.SnapshotKey key}, can be
 * mounted and written. A <em>committed</em> layer has a {@link dev.wharf.spi.graph.LayerId id}, never changes and may
 * be a parent. Active never becomes a parent; committed never becomes writable.
 *
 * <p>To import a layer:
 *
 * <pre>{@code
 * driver.prepare(key, Optional.of(parent));
 * WritableFolder folder = driver.writableFolder(key);   // the archive code unpacks here
 * driver.commit(layer, key);
 * }</pre>
 *
 * <p>To run a container: {@code prepare(key, Optional.of(top))}; its mounts are carried out by the launched process.
 * No tar crosses this interface.
 */
@Version("1.0.1")
@Export
@NullMarked
package dev.wharf.spi.graph;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
