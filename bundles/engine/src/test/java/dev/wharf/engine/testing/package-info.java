/** Stand-ins for drivers, store and images with real behaviour, and a rig that puts an engine together from them. */
@NullMarked
package dev.wharf.engine.testing;

import org.jspecify.annotations.NullMarked;
