package dev.wharf.spi.testkit.graph;

import dev.wharf.spi.Mount;
import dev.wharf.spi.NamedValue;
import dev.wharf.spi.Usage;
import dev.wharf.spi.graph.GraphDriver;
import dev.wharf.spi.graph.LayerId;
import dev.wharf.spi.graph.SnapshotInfo;
import dev.wharf.spi.graph.SnapshotKey;
import dev.wharf.spi.graph.SnapshotRef;
import dev.wharf.spi.graph.WritableFolder;
import java.util.List;
import java.util.Optional;

/** Does all that another driver does; subclasses do one thing wrong. */
abstract class DelegatingDriver implements GraphDriver {
    final GraphDriver right;

    DelegatingDriver(GraphDriver right) {
        this.right = right;
    }

    @Override
    public List<Mount> prepare(SnapshotKey key, Optional<LayerId> parent) {
        return right.prepare(key, parent);
    }

    @Override
    public List<Mount> view(SnapshotKey key, LayerId parent) {
        return right.view(key, parent);
    }

    @Override
    public List<Mount> mounts(SnapshotKey key) {
        return right.mounts(key);
    }

    @Override
    public void commit(LayerId layer, SnapshotKey key) {
        right.commit(layer, key);
    }

    @Override
    public void remove(SnapshotRef ref) {
        right.remove(ref);
    }

    @Override
    public Optional<SnapshotInfo> stat(SnapshotRef ref) {
        return right.stat(ref);
    }

    @Override
    public Usage usage(SnapshotRef ref) {
        return right.usage(ref);
    }

    @Override
    public List<SnapshotInfo> list() {
        return right.list();
    }

    @Override
    public List<NamedValue> status() {
        return right.status();
    }

    @Override
    public List<NamedValue> details(SnapshotRef ref) {
        return right.details(ref);
    }

    @Override
    public WritableFolder writableFolder(SnapshotRef ref) {
        return right.writableFolder(ref);
    }

    @Override
    public void close() {
        right.close();
    }
}
