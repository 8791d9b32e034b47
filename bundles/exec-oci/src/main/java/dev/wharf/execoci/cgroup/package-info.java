/** Control groups that the runtime has made: counters, freezing, killing. */
@NullMarked
package dev.wharf.execoci.cgroup;

import org.jspecify.annotations.NullMarked;
