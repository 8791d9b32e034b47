package dev.wharf.engine.container;

import dev.wharf.engine.root.RootUse;
import dev.wharf.engine.root.SharedRoot;
import dev.wharf.spi.Mount;
import dev.wharf.spi.graph.SnapshotKey;
import java.util.List;
import java.util.Optional;

/**
 * The root that a container is started with. When somebody works with its files at that moment, it gets the mount that is
 * there: the kernel leaves open what a second mount of the same writable layer would show.
 *
 * @param mounts to make, in order
 * @param use keeps the mount until the container has it
 */
record LaunchRoot(List<Mount> mounts, RootUse use) implements AutoCloseable {
    /** Checks and copies. */
    LaunchRoot {
        mounts = List.copyOf(mounts);
    }

    /** The root for a start, under the container's lock. */
    static LaunchRoot of(Site site, ContainerRecord record) {
        SnapshotKey key = new SnapshotKey(record.id());
        List<Mount> own = site.drivers().graph().call(record.graphDriver(), driver -> driver.mounts(key));
        Optional<SharedRoot> shared = site.roots().share(record.id());
        return shared.map(LaunchRoot::of).orElseGet(() -> new LaunchRoot(own, () -> {}));
    }

    private static LaunchRoot of(SharedRoot shared) {
        return new LaunchRoot(List.of(Mount.of("bind", shared.bare().toString(), List.of("bind"))), shared);
    }

    @Override
    public void close() {
        use.close();
    }
}
