/** The one thread of all name servers: what it waits for, and streams of messages on it. */
@NullMarked
package dev.wharf.dns.loop;

import org.jspecify.annotations.NullMarked;
