/**
 * Digests of content, and the ids of stacks of layers made from them.
 */
@NullMarked
package dev.wharf.images.content;

import org.jspecify.annotations.NullMarked;
