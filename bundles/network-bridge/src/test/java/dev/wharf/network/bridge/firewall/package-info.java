/** Tests of the packet filter of bridges. */
@NullMarked
package dev.wharf.network.bridge.firewall;

import org.jspecify.annotations.NullMarked;
