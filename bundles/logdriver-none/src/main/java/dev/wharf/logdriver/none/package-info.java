/** The log driver {@code none}: the output of a container is thrown away. */
@NullMarked
package dev.wharf.logdriver.none;

import org.jspecify.annotations.NullMarked;
