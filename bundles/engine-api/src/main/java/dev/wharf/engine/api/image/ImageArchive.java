package dev.wharf.engine.api.image;

import java.io.IOException;
import java.io.OutputStream;
import org.osgi.annotation.versioning.ProviderType;

/** Images that can be written as an archive, once. Keeps them from being removed until it is closed. */
@ProviderType
public interface ImageArchive extends AutoCloseable {

    /**
     * Writes the archive, an uncompressed tar, without closing the stream. Each layer is the tar it was made of, bit for
     * bit, and its digest is verified while it is written.
     *
     * @throws IOException when the stream fails
     * @throws dev.wharf.engine.api.EngineException Unavailable, Internal when a layer is not what it was; the archive is
     *     broken off then
     */
    void writeTo(OutputStream tar) throws IOException;

    /** Lets go of the images. Closing twice is harmless. */
    @Override
    void close();
}
