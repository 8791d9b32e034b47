/** Tests of the life of containers. */
@NullMarked
package dev.wharf.engine.container;

import org.jspecify.annotations.NullMarked;
