/** Texts that tell a container of its network: lines of /etc/hosts, resolv.conf(5), the variables of links. Pure functions. */
@NullMarked
package dev.wharf.engine.network;

import org.jspecify.annotations.NullMarked;
