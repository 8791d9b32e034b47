/**
 * Compiles system call policies into the kernel's filter programs.
 */
@NullMarked
package dev.wharf.execnative.seccomp;

import org.jspecify.annotations.NullMarked;
