/** Tests of the HTTP server over real sockets. */
@NullMarked
package dev.wharf.api.http.server;

import org.jspecify.annotations.NullMarked;
