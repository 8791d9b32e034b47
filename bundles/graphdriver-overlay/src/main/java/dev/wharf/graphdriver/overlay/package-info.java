/**
 * Stores layers as folders which the kernel's overlayfs lays over each other. {@link
 * dev.wharf.graphdriver.overlay.OverlayProvider} is the way in; how it lies on disk is told by {@code SnapshotDisk} of {@code
 * dev.wharf.snapshots}.
 */
@NullMarked
package dev.wharf.graphdriver.overlay;

import org.jspecify.annotations.NullMarked;
