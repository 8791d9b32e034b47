/** Tells about the engine and its host: counts, drivers, versions, and what the kernel can do. */
@NullMarked
package dev.wharf.engine.system;

import org.jspecify.annotations.NullMarked;
