/**
 * Control groups of tasks, on the first version, the second, and both at once.
 */
@NullMarked
package dev.wharf.execnative.cgroup;

import org.jspecify.annotations.NullMarked;
