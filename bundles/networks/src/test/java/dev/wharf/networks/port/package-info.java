/** Tests of ports. */
@NullMarked
package dev.wharf.networks.port;

import org.jspecify.annotations.NullMarked;
