/**
 * The network driver {@code macvlan}: containers with addresses of their own on the network of a host interface. The kernel does
 * the work, {@link dev.wharf.network.macvlan.RouteLinks} tells it so; the host has no address in such a network.
 */
@NullMarked
package dev.wharf.network.macvlan;

import org.jspecify.annotations.NullMarked;
