/**
 * The configuration of an image, read from the exact bytes that its id is the digest of, and written for images made
 * here.
 */
@NullMarked
package dev.wharf.images.config;

import org.jspecify.annotations.NullMarked;
