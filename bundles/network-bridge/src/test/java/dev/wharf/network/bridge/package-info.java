/** Tests of the network driver {@code bridge}. */
@NullMarked
package dev.wharf.network.bridge;

import org.jspecify.annotations.NullMarked;
