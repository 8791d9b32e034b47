/** Tests of networks through netlink. */
@NullMarked
package dev.wharf.linux.network;

import org.jspecify.annotations.NullMarked;
