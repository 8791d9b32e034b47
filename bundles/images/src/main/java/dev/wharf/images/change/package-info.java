/**
 * Dockerfile lines that change the configuration of an image that is imported or committed.
 */
@NullMarked
package dev.wharf.images.change;

import org.jspecify.annotations.NullMarked;
