/** Tests of {@code dev.wharf.engine.exec}. */
@NullMarked
package dev.wharf.engine.exec;

import org.jspecify.annotations.NullMarked;
