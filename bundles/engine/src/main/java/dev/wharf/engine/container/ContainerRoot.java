package dev.wharf.engine.container;

import dev.wharf.engine.root.RootUse;
import dev.wharf.linux.Fd;

/**
 * The root of a container, open. The container may start and end meanwhile, but is neither removed nor moved.
 *
 * @param container that it belongs to
 * @param descriptor of the root; paths are resolved inside of it with {@link dev.wharf.linux.FileCalls#openIn}
 * @param use that ends with this
 */
public record ContainerRoot(LiveContainer container, Fd descriptor, RootUse use) implements AutoCloseable {

    /** Closes the descriptor, and unmounts what was mounted for it. Closing twice is harmless. */
    @Override
    public void close() {
        descriptor.close(); // first, as it keeps the mount busy
        use.close();
    }
}
