/**
 * The protocol of Docker's plugins: where they are found, and how they are called. Knows nothing of networks; other kinds of
 * drivers can be led to plugins with it. Behaviour is that of Docker 1.9, pkg/plugins.
 */
@NullMarked
package dev.wharf.network.plugin.protocol;

import org.jspecify.annotations.NullMarked;
