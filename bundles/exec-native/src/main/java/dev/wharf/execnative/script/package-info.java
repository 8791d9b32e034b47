/**
 * Turns the specification of a task into a script of system calls.
 */
@NullMarked
package dev.wharf.execnative.script;

import org.jspecify.annotations.NullMarked;
