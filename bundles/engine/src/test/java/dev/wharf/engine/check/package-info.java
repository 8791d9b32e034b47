/** Tests of checks and merging. */
@NullMarked
package dev.wharf.engine.check;

import org.jspecify.annotations.NullMarked;
