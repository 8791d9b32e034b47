package dev.wharf.engine.api.container;

import java.io.IOException;

/**
 * The output of a container that a client has asked for. Its place in the output is fixed when it is made, so that
 * nothing is lost or doubled before the first call.
 */
public interface OutputSource extends AutoCloseable {

    /** Whether the container has a terminal, so that there is one stream without frames. */
    boolean hasTerminal();

    /**
     * Writes the output to a sink. Returns at its end, or when {@link #close} was called by another thread.
     *
     * @throws IOException of the sink
     * @throws dev.wharf.engine.api.EngineException when the output cannot be read
     */
    void copyTo(StreamSink sink) throws IOException;

    /** Ends the copying. Closing twice is harmless. */
    @Override
    void close();
}
