/** Tests of the events. */
@NullMarked
package dev.wharf.engine.event;

import org.jspecify.annotations.NullMarked;
