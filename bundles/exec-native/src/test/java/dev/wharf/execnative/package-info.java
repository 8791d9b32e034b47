/** Tests of the driver. */
@NullMarked
package dev.wharf.execnative;

import org.jspecify.annotations.NullMarked;
