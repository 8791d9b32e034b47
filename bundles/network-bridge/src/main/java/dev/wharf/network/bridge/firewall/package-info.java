/**
 * What the kernel's packet filter does for bridges: published ports, masquerade, isolation. All of it lies in one table of
 * nf_tables that belongs to one daemon; {@link dev.wharf.network.bridge.firewall.Firewall} is the way in.
 */
@NullMarked
package dev.wharf.network.bridge.firewall;

import org.jspecify.annotations.NullMarked;
