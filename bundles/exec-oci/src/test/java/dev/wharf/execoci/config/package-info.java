/** Tests of {@code dev.wharf.execoci.config}. */
@NullMarked
package dev.wharf.execoci.config;

import org.jspecify.annotations.NullMarked;
