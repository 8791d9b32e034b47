/** Tests of filter programs. */
@NullMarked
package dev.wharf.execnative.seccomp;

import org.jspecify.annotations.NullMarked;
