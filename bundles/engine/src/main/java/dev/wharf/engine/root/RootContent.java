package dev.wharf.engine.root;

import static java.util.Objects.requireNonNull;

import dev.wharf.linux.Fd;
import dev.wharf.spi.Mount;
import java.util.List;
import java.util.Optional;

/**
 * What a root is made of.
 *
 * @param layers what the graph driver says to mount, in order; nothing for a container that runs
 * @param live the mount that a running container has, without a place yet; stays the caller's
 * @param binds what is mounted on it, in order
 * @param readOnly whether what is not a bind cannot be written
 * @param unmounted called after it was unmounted
 */
public record RootContent(
        List<Mount> layers, Optional<Fd> live, List<Bind> binds, boolean readOnly, Runnable unmounted) {

    /** A root of which nobody wants to know that it was unmounted. */
    public RootContent(List<Mount> layers, Optional<Fd> live, List<Bind> binds, boolean readOnly) {
        this(layers, live, binds, readOnly, () -> {});
    }

    /**
     * A file or folder of the host that is seen in the root.
     *
     * @param source on the host; left out when it is not there
     * @param target in the root; made when it is not there
     * @param readWrite whether it can be written
     */
    public record Bind(String source, String target, boolean readWrite) {
        /** Checks both paths. */
        public Bind {
            requireNonNull(source, "source");
            requireNonNull(target, "target");
        }
    }

    /** Checks and copies. */
    public RootContent {
        layers = List.copyOf(layers);
        requireNonNull(live, "live");
        binds = List.copyOf(binds);
        requireNonNull(unmounted, "unmounted");
    }
}
