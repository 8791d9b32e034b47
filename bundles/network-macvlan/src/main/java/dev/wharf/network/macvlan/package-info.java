/** The network driver `macvlan`: containers with addresses of their own on the network of a host interface. */
@NullMarked
package dev.wharf.network.macvlan;

import org.jspecify.annotations.NullMarked;
