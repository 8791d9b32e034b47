/** Network and address drivers outside of the daemon, over the HTTP protocol of Docker plugins. */
@NullMarked
package dev.wharf.network.plugin;

import org.jspecify.annotations.NullMarked;
