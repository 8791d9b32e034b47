/** Monitors that start the runtime and stay as the parents of containers. */
@NullMarked
package dev.wharf.execoci.launch;

import org.jspecify.annotations.NullMarked;
