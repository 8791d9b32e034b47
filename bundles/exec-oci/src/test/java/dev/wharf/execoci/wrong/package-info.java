/** Drivers that are wrong on purpose: wrappers of the driver {@code oci}, each of which the conformance suite must find. */
@NullMarked
package dev.wharf.execoci.wrong;

import org.jspecify.annotations.NullMarked;
