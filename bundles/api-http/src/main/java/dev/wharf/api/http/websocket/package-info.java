/**
 * The framing of RFC 6455 from the side of a server, without extensions: the handshake's answer, frames that come and
 * frames that go. Written here because it is a matter of streams: a library would bring a connection of its own beside
 * the one that raw streams have, four more bundles and a mediator of service loaders.
 */
@NullMarked
package dev.wharf.api.http.websocket;

import org.jspecify.annotations.NullMarked;
