/** Tests of network plugins. */
@NullMarked
package dev.wharf.network.plugin;

import org.jspecify.annotations.NullMarked;
