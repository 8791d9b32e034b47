/** Drivers that work, and go wrong when they are told to; packed as bundles by {@code FaultyJar}. */
@NullMarked
package dev.wharf.itests.faulty;

import org.jspecify.annotations.NullMarked;
