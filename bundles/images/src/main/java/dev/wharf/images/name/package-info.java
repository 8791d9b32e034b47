/**
 * Names of images: {@link dev.wharf.images.name.Reference} with the grammar and the words of Docker.
 */
@NullMarked
package dev.wharf.images.name;

import org.jspecify.annotations.NullMarked;
