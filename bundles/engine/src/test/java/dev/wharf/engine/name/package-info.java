/** Tests of names and ids. */
@NullMarked
package dev.wharf.engine.name;

import org.jspecify.annotations.NullMarked;
