/** Fakes with the behaviour of what networks need. */
@NullMarked
package dev.wharf.networks.testing;

import org.jspecify.annotations.NullMarked;
