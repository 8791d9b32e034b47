/** Ports of the host that lead to containers. */
@NullMarked
package dev.wharf.networks.port;

import org.jspecify.annotations.NullMarked;
