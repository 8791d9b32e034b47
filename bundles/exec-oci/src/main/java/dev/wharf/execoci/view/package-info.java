/** A container's files as seen before and after its mounts are made: users, groups, programs. */
@NullMarked
package dev.wharf.execoci.view;

import org.jspecify.annotations.NullMarked;
