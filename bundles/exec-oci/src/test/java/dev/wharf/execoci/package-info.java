/** Tests of the driver {@code oci}. */
@NullMarked
package dev.wharf.execoci;

import org.jspecify.annotations.NullMarked;
