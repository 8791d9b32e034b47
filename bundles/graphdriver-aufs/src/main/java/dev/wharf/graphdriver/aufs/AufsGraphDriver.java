package dev.wharf.graphdriver.aufs;

import dev.wharf.linux.Errno;
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
import dev.wharf.spi.graph.WritableFolder.Whiteouts;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stores layers for AUFS. Thread-safe: changes take turns, and take some ten system calls each. */
final class AufsGraphDriver implements GraphDriver {
    private static final Set<Integer> EXHAUSTED = Set.of(Errno.ENOSPC, Errno.EDQUOT, Errno.EMFILE, Errno.ENFILE);

    private final FileCalls files;
    private final DriverContext context;
    private final Logger log;
    private final SnapshotDisk disk;
    private final SnapshotIndex index;
    private final AufsMounts mounts;

    /** Guards the agreement of index and disk, and that a parent stays while a child is made. */
    private final ReentrantLock changes = new ReentrantLock();

    private AufsGraphDriver(FileCalls files, DriverContext context, SnapshotDisk disk, AufsMounts mounts) {
        this.files = files;
        this.context = context;
        this.log = LoggerFactory.getLogger(context.loggerName());
        this.disk = disk;
        SnapshotScan found = disk.scan();
        this.index = new SnapshotIndex(found.snapshots());
        this.mounts = mounts;
        found.broken().forEach(name -> log.warn("{} in {} is broken and left alone", name, context.stateFolder()));
        deleteLater(found.leftovers());
    }

    /** Opens the driver, brings back the snapshots of its state folder and deletes what a crash left. */
    static AufsGraphDriver open(Kernel kernel, DriverContext context, AufsKernel aufs) {
        StateFormat.check(context.stateFolder());
        boolean dirperm1 = aufs.hasAufs() && knowsDirperm1(kernel, context);
        var mounts = new AufsMounts(context.stateFolder(), context.runFolder(), dirperm1, aufs.mostBranches());
        var disk = new SnapshotDisk(kernel, context.stateFolder());
        return new AufsGraphDriver(kernel.files(), context, disk, mounts);
    }

    private static boolean knowsDirperm1(Kernel kernel, DriverContext context) {
        try {
            return new AufsTrial(kernel, context).knowsDirperm1();
        } catch (LinuxException e) {
            LoggerFactory.getLogger(context.loggerName()).warn("cannot try dirperm1, and do without it", e);
            return false;
        }
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
            mounts.checkDepth(kind, lowers);
            var info = new SnapshotInfo(key, kind, parent, context.clock().instant());
            Snapshot made = disk.make(info, lowers.stream().findFirst());
            index.add(made);
            return mounts.of(made, lowers);
        });
    }

    @Override
    public List<Mount> mounts(SnapshotKey key) {
        Snapshot snapshot = index.require(key);
        return mounts.of(snapshot, index.lowers(snapshot.parent()));
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
        deleteLater(BranchMetadata.in(committed.place().diff()));
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
        removed.map(Snapshot::place).ifPresent(place -> deleteLater(List.of(place.diff())));
    }

    private void forget(Snapshot snapshot) {
        index.requireChildless(snapshot);
        disk.forget(snapshot);
        index.remove(snapshot);
    }

    /**
     * A folder without a name is nobody's any more: what is not deleted now goes when the driver is opened again. What AUFS
     * left in a layer may stay.
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
                return DiskUsage.of(files, diff);
            }
        });
    }

    @Override
    public List<SnapshotInfo> list() {
        return index.infos();
    }

    /** As Docker 1.9.1 shows it: daemon/graphdriver/aufs/aufs.go, Status. */
    @Override
    public List<NamedValue> status() {
        return List.of(
                new NamedValue("Root Dir", context.stateFolder().toString()),
                new NamedValue("Backing Filesystem", BackingFileSystem.of(context.stateFolder())),
                new NamedValue("Dirs", Long.toString(index.folders())),
                new NamedValue("Dirperm1 Supported", Boolean.toString(mounts.dirperm1())));
    }

    /** None, as with Docker 1.9.1: daemon/graphdriver/aufs/aufs.go, GetMetadata. */
    @Override
    public List<NamedValue> details(SnapshotRef ref) {
        index.require(ref);
        return List.of();
    }

    @Override
    public WritableFolder writableFolder(SnapshotRef ref) {
        Snapshot snapshot = index.require(ref);
        requireContent(snapshot);
        return new WritableFolder(Path.of(absolute(snapshot.place().diff())), Whiteouts.AUFS);
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

    private static void translated(String what, Runnable work) {
        translated(what, () -> {
            work.run();
            return what;
        });
    }

    private static <T> T translated(String what, Supplier<T> work) {
        try {
            return work.get();
        } catch (LinuxException e) {
            var kind = EXHAUSTED.contains(e.errno()) ? DriverException.Kind.EXHAUSTED : DriverException.Kind.INTERNAL;
            throw new DriverException(kind, "cannot " + what + ": " + e.getMessage(), e);
        }
    }
}
