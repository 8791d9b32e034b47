/** Tests of control groups. */
@NullMarked
package dev.wharf.execnative.cgroup;

import org.jspecify.annotations.NullMarked;
