/**
 * The layers of images in the graph drivers: unpacked once, shared by all images with the same chain id, removed with
 * the last one, and the init layers between an image and its containers.
 */
@NullMarked
package dev.wharf.images.layer;

import org.jspecify.annotations.NullMarked;
