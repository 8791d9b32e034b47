/**
 * Volumes: their records, who has them, where they are mounted, and what images bring into new ones. Drivers keep the
 * content.
 */
@NullMarked
package dev.wharf.engine.volume;

import org.jspecify.annotations.NullMarked;
