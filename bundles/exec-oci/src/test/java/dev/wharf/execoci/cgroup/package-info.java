/** Tests of {@code dev.wharf.execoci.cgroup}. */
@NullMarked
package dev.wharf.execoci.cgroup;

import org.jspecify.annotations.NullMarked;
