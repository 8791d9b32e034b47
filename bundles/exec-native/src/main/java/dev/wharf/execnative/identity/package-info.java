/**
 * Users and groups of a container, from its own files.
 */
@NullMarked
package dev.wharf.execnative.identity;

import org.jspecify.annotations.NullMarked;
