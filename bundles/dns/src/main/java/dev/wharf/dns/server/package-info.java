/** Serves names in the namespaces of containers. */
@NullMarked
package dev.wharf.dns.server;

import org.jspecify.annotations.NullMarked;
