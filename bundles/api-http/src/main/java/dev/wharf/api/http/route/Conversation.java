package dev.wharf.api.http.route;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** What is done with a connection that was taken out of HTTP. */
public interface Conversation {
    /** Writes to the client; returns when the connection has taken all bytes. */
    interface Output {
        /**
         * Writes all remaining bytes.
         *
         * @throws IOException when the client is gone
         */
        void write(ByteBuffer... buffers) throws IOException;
    }

    /**
     * Writes all output and returns at its end; the connection is closed then. Runs on a thread of its own.
     *
     * @throws IOException when the client is gone
     */
    void speak(Output output) throws IOException;

    /** Takes what the client sends. It is closed at the end of the client's output. */
    OutputStream input();

    /** The connection is broken or has been closed: {@link #speak} must return. May be called more than once. */
    void end();
}
