/** Tests of the guard, with drivers that misbehave. */
@NullMarked
package dev.wharf.drivers.guard;

import org.jspecify.annotations.NullMarked;
