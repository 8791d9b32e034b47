/** Tests of the framing of websockets. */
@NullMarked
package dev.wharf.api.http.websocket;

import org.jspecify.annotations.NullMarked;
