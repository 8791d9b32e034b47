/** Tests of the driver macvlan. */
@NullMarked
package dev.wharf.network.macvlan;

import org.jspecify.annotations.NullMarked;
