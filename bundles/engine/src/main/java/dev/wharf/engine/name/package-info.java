/** Ids and names of containers: their grammar, and how they are made up. */
@NullMarked
package dev.wharf.engine.name;

import org.jspecify.annotations.NullMarked;
