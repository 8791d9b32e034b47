/** Carries what comes to a port of the host to a container, where the kernel cannot. */
@NullMarked
package dev.wharf.networks.relay;

import org.jspecify.annotations.NullMarked;
