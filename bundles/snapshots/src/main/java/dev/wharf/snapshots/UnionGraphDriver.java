package dev.wharf.snapshots;

import static dev.wharf.snapshots.KernelErrors.translated;

import dev.wharf.linux.Fd;
import dev.wharf.linux.FileCalls;
import dev.wharf.linux.Flags;
import dev.wharf.linux.Kernel;
import dev.wharf.linux.LinuxException;
import dev.wharf.spi.DriverContext;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.Mount;
import dev.wharf.spi.NamedValue;
import dev.wharf.spi.Usage;
import dev.wharf.spi.graph.GraphDriver;
import dev.wharf.spi.graph.LayerId;
import dev.wharf.spi.graph.SnapshotInfo;
import dev.wharf.spi.graph.SnapshotInfo.Kind;
import dev.wharf.spi.graph.SnapshotKey;
import dev.wharf.spi.graph.SnapshotRef;
import dev.wharf.spi.graph.WritableFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores layers for a union file system. Thread-safe: changes take turns, and take some ten system calls each. Nothing is
 * mounted here: the engine does that, after the description.
 */
public final class UnionGraphDriver implements GraphDriver {
    private final FileCalls files;
    private final DriverContext context;
    private final UnionFileSystem union;
    private final Logger log;
    private final SnapshotDisk disk;
    private final SnapshotIndex index;

    /** Guards the agreement of index and disk, and that a parent stays while a child is made. */
    private final ReentrantLock changes = new ReentrantLock();

    private UnionGraphDriver(Kernel kernel, DriverContext context, UnionFileSystem union) {
        this.files = kernel.files();
        this.context = context;
        this.union = union;
        this.log = LoggerFactory.getLogger(context.loggerName());
        this.disk = new SnapshotDisk(kernel, context.stateFolder(), union.layout());
        SnapshotScan found = disk.scan();
        this.index = new SnapshotIndex(found.snapshots());
        found.broken().forEach(name -> log.warn("{} in {} is broken and left alone", name, context.stateFolder()));
        deleteLater(found.leftovers());
    }

    /**
     * Opens a driver, brings back the snapshots of its state folder and deletes what a crash left.
     *
     * @throws DriverException UNSUPPORTED when a later release wrote the state folder, INTERNAL
     * @throws LinuxException when the state folder cannot be read
     */
    public static UnionGraphDriver open(Kernel kernel, DriverContext context, UnionFileSystem union) {
        StateFormat.check(context.stateFolder());
        return new UnionGraphDriver(kernel, context, union);
    }

    @Override
    public List<Mount> prepare(SnapshotKey key, Optional<LayerId> parent) {
        return make(key, Kind.ACTIVE, parent);
    }

    @Override
    public List<Mount> view(SnapshotKey key, LayerId parent) {
        return make(key, Kind.VIEW, Optional.of(parent));
    }

    private List<Mount> make(SnapshotKey key, Kind kind, Optional<LayerId> parent) {
        return changing("prepare " + key, () -> {
            index.requireAbsent(key);
            List<Snapshot> lowers = index.lowers(parent);
            union.checkDepth(kind, lowers);
            var info = new SnapshotInfo(key, kind, parent, context.clock().instant());
            Snapshot made = disk.make(info, lowers.stream().findFirst());
            index.add(made);
            return union.mounts(made, lowers);
        });
    }

    @Override
    public List<Mount> mounts(SnapshotKey key) {
        Snapshot snapshot = index.require(key);
        return union.mounts(snapshot, index.lowers(snapshot.parent()));
    }

    /** First the content must be on disk, then its new name, so that a power loss leaves no layer with half its content. */
    @Override
    public void commit(LayerId layer, SnapshotKey key) {
        requireCommittable(layer, key);
        translated("write " + key + " to disk", disk::syncContent);
        Snapshot committed = changing("commit " + key, () -> {
            Snapshot active = requireCommittable(layer, key);
            Snapshot renamed = disk.commit(active, layer, context.clock().instant());
            index.remove(active);
            index.add(renamed);
            return renamed;
        });
        translated("write the name of " + layer + " to disk", disk::syncNames);
        deleteLater(useless(committed));
    }

    /** What was there for writing alone. */
    private List<String> useless(Snapshot committed) {
        Stream<String> own =
                union.ownNames().stream().sorted().map(each -> committed.place().diff() + "/" + each);
        Stream<String> work = union.layout().work(committed.place()).stream();
        return Stream.concat(own, work).toList();
    }

    private Snapshot requireCommittable(LayerId layer, SnapshotKey key) {
        Snapshot active = index.require(key);
        requireContent(active);
        index.requireAbsent(layer);
        return active;
    }

    @Override
    public void remove(SnapshotRef ref) {
        Optional<Snapshot> removed = changing("remove " + ref.value(), () -> {
            Optional<Snapshot> found = index.find(ref);
            found.ifPresent(this::forget);
            return found;
        });
        removed.map(disk::folders).ifPresent(this::deleteLater);
    }

    private void forget(Snapshot snapshot) {
        index.requireChildless(snapshot);
        disk.forget(snapshot);
        index.remove(snapshot);
    }

    /**
     * A folder without a name is nobody's any more: what is not deleted now goes when the driver is opened again. What the
     * file system kept for itself in a layer may stay.
     */
    private void deleteLater(List<String> folders) {
        try {
            context.executor().execute(() -> delete(folders));
        } catch (RejectedExecutionException e) {
            log.debug("{} in {} are deleted at the next start", folders, context.stateFolder(), e);
        }
    }

    private void delete(List<String> folders) {
        try {
            disk.delete(folders);
        } catch (LinuxException e) {
            log.warn("cannot delete {} in {} before the next start", folders, context.stateFolder(), e);
        }
    }

    @Override
    public Optional<SnapshotInfo> stat(SnapshotRef ref) {
        return index.find(ref).map(Snapshot::info);
    }

    @Override
    public Usage usage(SnapshotRef ref) {
        Snapshot snapshot = index.require(ref);
        if (snapshot.kind() == Kind.VIEW) {
            return new Usage(0, 0);
        }
        return translated("usage of " + ref.value(), () -> {
            try (Fd diff = files.open(absolute(snapshot.place().diff()), Flags.O_PATH | Flags.O_DIRECTORY, 0)) {
                return DiskUsage.of(files, diff, union.ownNames());
            }
        });
    }

    @Override
    public List<SnapshotInfo> list() {
        return index.infos();
    }

    @Override
    public List<NamedValue> status() {
        return union.status(index.infos());
    }

    @Override
    public List<NamedValue> details(SnapshotRef ref) {
        Snapshot snapshot = index.require(ref);
        return union.details(snapshot, index.lowers(snapshot.parent()));
    }

    @Override
    public WritableFolder writableFolder(SnapshotRef ref) {
        Snapshot snapshot = index.require(ref);
        requireContent(snapshot);
        return new WritableFolder(Path.of(absolute(snapshot.place().diff())), union.whiteouts());
    }

    @Override
    public void close() {
        disk.close();
    }

    private static void requireContent(Snapshot snapshot) {
        if (snapshot.kind() == Kind.VIEW) {
            throw new DriverException(
                    DriverException.Kind.FAILED_PRECONDITION,
                    "snapshot " + snapshot.ref().value() + " is read-only");
        }
    }

    private String absolute(String path) {
        return context.stateFolder().resolve(path).toString();
    }

    private <T> T changing(String what, Supplier<T> work) {
        changes.lock();
        try {
            return translated(what, work);
        } finally {
            changes.unlock();
        }
    }
}
