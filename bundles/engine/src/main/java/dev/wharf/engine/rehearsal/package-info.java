/**
 * Containers that nobody sees, started and removed when the daemon begins, so that the first one that somebody asks for does
 * not wait for code to be loaded and compiled. Why, and what it costs: docs/decisions/014.
 */
@NullMarked
package dev.wharf.engine.rehearsal;

import org.jspecify.annotations.NullMarked;
