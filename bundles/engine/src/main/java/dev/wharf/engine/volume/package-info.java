/**
 * Volumes as folders below the data root, in the layout of Docker's local driver: {@code volumes/NAME/_data}. The
 * driver for local volumes finds them there.
 */
@NullMarked
package dev.wharf.engine.volume;

import org.jspecify.annotations.NullMarked;
