/** Tests of the protocol of plugins, with plugins that the tests run. */
@NullMarked
package dev.wharf.network.plugin.protocol;

import org.jspecify.annotations.NullMarked;
