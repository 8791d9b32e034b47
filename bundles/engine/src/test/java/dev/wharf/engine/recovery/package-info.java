/** Tests of recovery. */
@NullMarked
package dev.wharf.engine.recovery;

import org.jspecify.annotations.NullMarked;
