/** Tests of {@code dev.wharf.execoci.view}. */
@NullMarked
package dev.wharf.execoci.view;

import org.jspecify.annotations.NullMarked;
