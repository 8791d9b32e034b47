/** Tests of the log driver none. */
@NullMarked
package dev.wharf.logdriver.none;

import org.jspecify.annotations.NullMarked;
