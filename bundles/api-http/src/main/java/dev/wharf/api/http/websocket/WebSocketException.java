package dev.wharf.api.http.websocket;

import java.io.IOException;

/** A client does not speak as RFC 6455 has it. */
public final class WebSocketException extends IOException {
    private static final long serialVersionUID = 1L;

    /** Tells what is wrong. */
    public WebSocketException(String message) {
        super(message);
    }
}
