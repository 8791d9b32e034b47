/** Tests of root. */
@NullMarked
package dev.wharf.engine.root;

import org.jspecify.annotations.NullMarked;
