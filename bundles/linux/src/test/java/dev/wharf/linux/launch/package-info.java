/** Tests of launching. */
@NullMarked
package dev.wharf.linux.launch;

import org.jspecify.annotations.NullMarked;
