/**
 * The simplest graph driver: every snapshot is a full copy of its parent's folder. It needs nothing of the kernel, is slow
 * and takes much space, and is meant to be read by authors of other drivers.
 *
 * <p>Read in this order: {@link dev.wharf.graphdriver.vfs.VfsProvider}, which the engine finds; {@code VfsGraphDriver},
 * which has the operations; {@code SnapshotFolders}, how they become safe on disk; {@code TreeCopy}, the work itself.
 */
@NullMarked
package dev.wharf.graphdriver.vfs;

import org.jspecify.annotations.NullMarked;
