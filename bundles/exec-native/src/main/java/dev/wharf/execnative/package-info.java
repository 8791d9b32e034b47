/**
 * The execution driver {@code native}: containers launched from Java, by scripts of system calls.
 */
@NullMarked
package dev.wharf.execnative;

import org.jspecify.annotations.NullMarked;
