/** Asks the servers above for what the networks of a container do not know. */
@NullMarked
package dev.wharf.dns.upstream;

import org.jspecify.annotations.NullMarked;
