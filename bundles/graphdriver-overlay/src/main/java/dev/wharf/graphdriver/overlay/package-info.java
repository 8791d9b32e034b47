/**
 * Stores layers as folders which the kernel's overlayfs lays over each other. {@link
 * dev.wharf.graphdriver.overlay.OverlayProvider} is the way in; {@code SnapshotDisk} tells how it lies on disk.
 */
@NullMarked
package dev.wharf.graphdriver.overlay;

import org.jspecify.annotations.NullMarked;
