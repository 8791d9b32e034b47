/**
 * Archives that hold images: spooled first, since their index may come last, then read in any of the layouts that
 * Docker wrote.
 */
@NullMarked
package dev.wharf.images.load;

import org.jspecify.annotations.NullMarked;
