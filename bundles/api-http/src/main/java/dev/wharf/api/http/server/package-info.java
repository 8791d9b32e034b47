/**
 * The HTTP server under the routes: listeners on unix and TCP sockets, heads of old clients put right, connections
 * taken over for raw streams, and notice of clients that leave.
 */
@NullMarked
package dev.wharf.api.http.server;

import org.jspecify.annotations.NullMarked;
