/**
 * Which images and names there are. Readers take an immutable {@link dev.wharf.images.catalog.Snapshot}, so finding an
 * image costs a map lookup; writers go through {@link dev.wharf.images.catalog.Catalog}.
 */
@NullMarked
package dev.wharf.images.catalog;

import org.jspecify.annotations.NullMarked;
