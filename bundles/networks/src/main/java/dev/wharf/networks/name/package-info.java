/** The names of a network, and who is told them. */
@NullMarked
package dev.wharf.networks.name;

import org.jspecify.annotations.NullMarked;
