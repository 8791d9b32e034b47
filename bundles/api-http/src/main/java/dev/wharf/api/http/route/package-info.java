/**
 * The calls of the Remote API: the table of routes, the handlers of each noun, and how answers and errors are told.
 * Knows the HTTP server only as an {@link dev.wharf.api.http.route.Exchange}.
 */
@NullMarked
package dev.wharf.api.http.route;

import org.jspecify.annotations.NullMarked;
