/** Tests of {@code dev.wharf.execoci.launch}. */
@NullMarked
package dev.wharf.execoci.launch;

import org.jspecify.annotations.NullMarked;
