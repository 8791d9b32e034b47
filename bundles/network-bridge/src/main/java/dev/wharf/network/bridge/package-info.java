/** The network driver `bridge`: a bridge on the host, a pair of interfaces for each container, published ports. */
@NullMarked
package dev.wharf.network.bridge;

import org.jspecify.annotations.NullMarked;
