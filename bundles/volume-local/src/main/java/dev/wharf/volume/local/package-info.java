/** The volume driver {@code local}. */
@NullMarked
package dev.wharf.volume.local;

import org.jspecify.annotations.NullMarked;
