package dev.wharf.engine.testing;

import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import dev.wharf.spi.Mount;
import dev.wharf.spi.NamedValue;
import dev.wharf.spi.Usage;
import dev.wharf.spi.graph.GraphDriver;
import dev.wharf.spi.graph.LayerId;
import dev.wharf.spi.graph.SnapshotInfo;
import dev.wharf.spi.graph.SnapshotKey;
import dev.wharf.spi.graph.SnapshotRef;
import dev.wharf.spi.graph.WritableFolder;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Knows which snapshots there are, and can be told to fail. */
public final class InMemoryGraphDriver implements GraphDriver {
    private final Map<SnapshotRef, SnapshotInfo> snapshots = new ConcurrentHashMap<>();
    private volatile boolean failing = false;

    /** Lets removals fail, or work again. */
    public void failRemovals(boolean fail) {
        failing = fail;
    }

    /** The keys of active snapshots. */
    public List<String> keys() {
        return snapshots.keySet().stream()
                .filter(SnapshotKey.class::isInstance)
                .map(SnapshotRef::value)
                .toList();
    }

    @Override
    public List<Mount> prepare(SnapshotKey key, Optional<LayerId> parent) {
        var info = new SnapshotInfo(key, SnapshotInfo.Kind.ACTIVE, parent, Instant.EPOCH);
        if (snapshots.putIfAbsent(key, info) != null) {
            throw new DriverException(Kind.ALREADY_EXISTS, "snapshot " + key + " exists");
        }
        return mounts(key);
    }

    @Override
    public List<Mount> view(SnapshotKey key, LayerId parent) {
        return prepare(key, Optional.of(parent));
    }

    @Override
    public List<Mount> mounts(SnapshotKey key) {
        if (!snapshots.containsKey(key)) {
            throw new DriverException(Kind.NOT_FOUND, "no snapshot " + key);
        }
        return List.of(Mount.bind(Path.of("/snapshots", key.value())));
    }

    @Override
    public void commit(LayerId layer, SnapshotKey key) {
        snapshots.remove(key);
        snapshots.put(layer, new SnapshotInfo(layer, SnapshotInfo.Kind.COMMITTED, Optional.empty(), Instant.EPOCH));
    }

    @Override
    public void remove(SnapshotRef ref) {
        if (failing) {
            throw new DriverException(Kind.INTERNAL, "the disk is broken");
        }
        snapshots.remove(ref);
    }

    @Override
    public Optional<SnapshotInfo> stat(SnapshotRef ref) {
        return Optional.ofNullable(snapshots.get(ref));
    }

    @Override
    public Usage usage(SnapshotRef ref) {
        return new Usage(100, 1);
    }

    @Override
    public List<SnapshotInfo> list() {
        return List.copyOf(snapshots.values());
    }

    @Override
    public List<NamedValue> status() {
        return List.of();
    }

    @Override
    public List<NamedValue> details(SnapshotRef ref) {
        return List.of(new NamedValue("UpperDir", "/snapshots/" + ref.value()));
    }

    @Override
    public WritableFolder writableFolder(SnapshotRef ref) {
        return new WritableFolder(Path.of("/snapshots", ref.value()), WritableFolder.Whiteouts.NONE);
    }

    @Override
    public void close() {}
}
