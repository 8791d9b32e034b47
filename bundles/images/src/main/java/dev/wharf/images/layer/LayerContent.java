package dev.wharf.images.layer;

import java.io.IOException;
import java.io.InputStream;

/** Where the tar of a layer comes from; opened only when the layer is not there yet. */
@FunctionalInterface
public interface LayerContent {

    /**
     * Opens the tar, plain or compressed. The caller closes it.
     *
     * @throws IOException when it cannot be read
     */
    InputStream open() throws IOException;
}
