package dev.wharf.engine.api.container;

import java.io.IOException;
import java.io.OutputStream;
import org.osgi.annotation.versioning.ProviderType;

/** A tar that can be written once. Holds the container's root until it is closed. Belongs to one thread. */
@ProviderType
public interface FileArchive extends AutoCloseable {

    /** The path that it is made of; for an export that of the root. */
    PathStatus status();

    /**
     * Writes the tar, uncompressed, without closing the stream. Nothing is buffered whole; files that change meanwhile
     * keep the length they had when their head was written.
     *
     * @throws IOException when the stream fails
     * @throws dev.wharf.engine.api.EngineException Internal when the files cannot be read
     */
    void writeTo(OutputStream tar) throws IOException;

    /** Lets go of the root. Closing twice is harmless. */
    @Override
    void close();
}
