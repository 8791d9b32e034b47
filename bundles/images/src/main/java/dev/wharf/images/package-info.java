/**
 * The images of this host: {@link dev.wharf.images.LocalImages} is the service that clients and the engine see; the
 * sub-packages hold one noun each.
 */
@NullMarked
package dev.wharf.images;

import org.jspecify.annotations.NullMarked;
