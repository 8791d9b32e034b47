package dev.wharf.graphdriver.overlay;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stores layers for overlayfs. Thread-safe: changes take turns, and take some ten system calls each. */
final class OverlayGraphDriver implements GraphDriver {
    private static final Set<Integer> EXHAUSTED = Set.of(Errno.ENOSPC, Errno.EDQUOT, Errno.EMFILE, Errno.ENFILE);

    private final FileCalls files;
    private final DriverContext context;
    private final Logger log;
    private final SnapshotDisk disk;
    private final SnapshotIndex index;
    private final OverlayMounts mounts;

    /** Guards the agreement of index and disk, and that a parent stays while a child is made. */
    private final ReentrantLock changes = new ReentrantLock();

    private OverlayGraphDriver(FileCalls files, DriverContext context, SnapshotDisk disk) {
        this.files = files;
        this.context = context;
        this.log = LoggerFactory.getLogger(context.loggerName());
        this.disk = disk;
        SnapshotScan found = disk.scan();
        this.index = new SnapshotIndex(found.snapshots());
        this.mounts = OverlayMounts.forKernel(context.stateFolder(), KernelFeatures.PARAMETERS);
        found.broken().forEach(name -> log.warn("{} in {} is broken and left alone", name, context.stateFolder()));
        deleteLater(found.leftovers());
    }

    /** Opens the driver, brings back the snapshots of its state folder and deletes what a crash left. */
    static OverlayGraphDriver open(Kernel kernel, DriverContext context) {
        StateFormat.check(context.stateFolder());
        return new OverlayGraphDriver(kernel.files(), context, new SnapshotDisk(kernel, context.stateFolder()));
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
            OverlayMounts.checkDepth(lowers);
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
        deleteLater(List.of(committed.place().work()));
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
        removed.map(Snapshot::place).ifPresent(place -> deleteLater(List.of(place.diff(), place.work())));
    }

    private void forget(Snapshot snapshot) {
        index.requireChildless(snapshot);
        disk.forget(snapshot);
        index.remove(snapshot);
    }

    /** A folder without a name is nobody's any more: what is not deleted now goes when the driver is opened again. */
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

    /** As Docker's overlay2 shows it; a file system without d_type did not get through the probe. */
    @Override
    public List<NamedValue> status() {
        return List.of(
                new NamedValue("Backing Filesystem", BackingFileSystem.of(context.stateFolder())),
                new NamedValue("Supports d_type", "true"));
    }

    /** The names are those of Docker's overlay2. */
    @Override
    public List<NamedValue> details(SnapshotRef ref) {
        Snapshot snapshot = index.require(ref);
        List<NamedValue> details = new ArrayList<>();
        List<Snapshot> lowers = index.lowers(snapshot.parent());
        if (!lowers.isEmpty()) {
            String joined =
                    lowers.stream().map(each -> absolute(each.place().diff())).collect(Collectors.joining(":"));
            details.add(new NamedValue("LowerDir", joined));
        }
        details.add(new NamedValue("MergedDir", absolute(snapshot.place().merged())));
        if (snapshot.kind() != Kind.VIEW) {
            details.add(new NamedValue("UpperDir", absolute(snapshot.place().diff())));
            details.add(new NamedValue("WorkDir", absolute(snapshot.place().work())));
        }
        return details;
    }

    @Override
    public WritableFolder writableFolder(SnapshotRef ref) {
        Snapshot snapshot = index.require(ref);
        requireContent(snapshot);
        return new WritableFolder(Path.of(absolute(snapshot.place().diff())), Whiteouts.OVERLAY);
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
