/** Tests of the driver for local volumes. */
@NullMarked
package dev.wharf.volume.local;

import org.jspecify.annotations.NullMarked;
