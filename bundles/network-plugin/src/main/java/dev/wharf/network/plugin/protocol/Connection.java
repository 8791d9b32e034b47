package dev.wharf.network.plugin.protocol;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Bytes to and from a plugin. Each call takes no longer than until the deadline that it was opened with. */
interface Connection extends AutoCloseable {

    /** Writes all of it. */
    void write(ByteBuffer bytes) throws IOException;

    /** Reads what is there; -1 at the end. */
    int read(ByteBuffer into) throws IOException;

    @Override
    void close() throws IOException;
}
