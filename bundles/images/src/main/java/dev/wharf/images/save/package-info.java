/**
 * Images written as archives that old and new engines load: {@code manifest.json} with configurations for Docker 1.10 and
 * later, {@code repositories} with a folder for each layer for those before. Indexes come first, so that a reader can take
 * up layers as they come.
 */
@NullMarked
package dev.wharf.images.save;

import org.jspecify.annotations.NullMarked;
