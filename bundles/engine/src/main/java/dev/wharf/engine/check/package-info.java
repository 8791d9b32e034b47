/**
 * What must hold for a container to be made: the defaults of the image merged in, the values checked, and what this
 * kernel cannot do taken out with a warning. Messages are those of Docker 1.9.1 where it has one.
 */
@NullMarked
package dev.wharf.engine.check;

import org.jspecify.annotations.NullMarked;
