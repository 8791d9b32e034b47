/**
 * Packs trees into tars and tells what changed in them. {@link dev.wharf.archive.pack.LayerPacker} writes the layer of a
 * snapshot, {@link dev.wharf.archive.pack.TreeChanges} lists what it holds; {@link dev.wharf.archive.pack.TreePacker} and
 * {@link dev.wharf.archive.pack.TreeUnpacker} copy files out of a root and into it while others change it.
 *
 * <pre>{@code
 * var tree = new ChangedTree(upper, Whiteouts.OVERLAY, List.of(lower));
 * List<TreeChange> changes = new TreeChanges(Linux.kernel()).of(tree);
 * new LayerPacker(Linux.kernel()).pack(tree, tar);
 * }</pre>
 */
@Version("1.0.0")
@Export
@NullMarked
package dev.wharf.archive.pack;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
