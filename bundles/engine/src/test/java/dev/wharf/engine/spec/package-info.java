/** Tests of the translation. */
@NullMarked
package dev.wharf.engine.spec;

import org.jspecify.annotations.NullMarked;
