package dev.wharf.engine.root;

import java.nio.file.Path;

/**
 * A use of a mounted root, perhaps with others.
 *
 * @param bare the folder where the layers are seen, without binds, writable
 * @param full the folder where everything is seen
 * @param use that ends with this one
 */
public record SharedRoot(Path bare, Path full, RootUse use) implements RootUse {
    @Override
    public void close() {
        use.close();
    }
}
