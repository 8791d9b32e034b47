package dev.wharf.engine.api.container;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Takes the output of a container on behalf of a client. A sink that blocks holds back only itself. */
public interface StreamSink {

    /** The streams of a process. */
    enum Stream {
        /** Standard output; with a terminal, all output. */
        STDOUT,
        /** Standard error. */
        STDERR
    }

    /**
     * Writes all remaining bytes. The buffer is the caller's again when the call returns.
     *
     * @throws IOException when the client is gone; nothing more is written then
     */
    void write(Stream stream, ByteBuffer bytes) throws IOException;
}
