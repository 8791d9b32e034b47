/** Tests of routes without a server. */
@NullMarked
package dev.wharf.api.http.route;

import org.jspecify.annotations.NullMarked;
