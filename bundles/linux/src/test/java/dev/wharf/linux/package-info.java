/** Tests of the system calls. */
@NullMarked
package dev.wharf.linux;

import org.jspecify.annotations.NullMarked;
