/** What the daemon was told, as it holds now. */
@NullMarked
package dev.wharf.engine.settings;

import org.jspecify.annotations.NullMarked;
