/**
 * What the store keeps about images. Plain values; {@link dev.wharf.images.catalog} and
 * {@link dev.wharf.images.layer} are the only ones that read and write them.
 */
@NullMarked
package dev.wharf.images.record;

import org.jspecify.annotations.NullMarked;
