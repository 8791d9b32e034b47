/** Tests of volumes. */
@NullMarked
package dev.wharf.engine.volume;

import org.jspecify.annotations.NullMarked;
