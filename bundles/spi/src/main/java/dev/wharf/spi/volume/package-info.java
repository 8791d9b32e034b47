/**
 * Data that outlives containers.
 *
 * <p>A {@link dev.wharf.spi.volume.VolumeDriver driver} makes, finds, mounts and removes volumes by name. The engine knows
 * which containers use a volume, copies the image's content into a new one, and never removes one that is used.
 */
@Version("1.0.1")
@Export
@NullMarked
package dev.wharf.spi.volume;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
