/** Tells what happens in the engine to those who listen, in order. */
@NullMarked
package dev.wharf.engine.event;

import org.jspecify.annotations.NullMarked;
