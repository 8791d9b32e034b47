/** Tests of the streams of containers. */
@NullMarked
package dev.wharf.engine.log;

import org.jspecify.annotations.NullMarked;
