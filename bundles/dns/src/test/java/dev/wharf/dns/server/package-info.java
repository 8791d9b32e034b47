/** Tests of name servers, in the namespace of the tests, and of containers. */
@NullMarked
package dev.wharf.dns.server;

import org.jspecify.annotations.NullMarked;
