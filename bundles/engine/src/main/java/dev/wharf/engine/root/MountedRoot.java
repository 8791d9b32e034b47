package dev.wharf.engine.root;

import java.nio.file.Path;

/** A root that is mounted until it is closed. */
public interface MountedRoot extends AutoCloseable {

    /** The folder where the layers are seen, without binds, writable. */
    Path bare();

    /** The folder where everything is seen. */
    Path full();

    /** Unmounts. Descriptors that were opened there stay usable. */
    @Override
    void close();
}
