package dev.wharf.graphdriver.vfs;

import static dev.wharf.graphdriver.vfs.KernelErrors.translated;

import dev.wharf.linux.Fd;
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
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Stores every snapshot as a folder with the whole tree. Nothing is kept in memory: what is on disk is the truth, and
 * opening the driver again needs no recovery.
 *
 * <p>Thread-safe. Copies run side by side; only the moments in which a snapshot appears, changes its name or goes take
 * turns, so that a parent cannot go while a child appears.
 */
final class VfsGraphDriver implements GraphDriver {
    private final Kernel kernel;
    private final Clock clock;
    private final SnapshotFolders folders;
    private final boolean canShare;

    /** Guards the names of the folders. Never held while a tree is copied or deleted. */
    private final ReentrantLock names = new ReentrantLock();

    private VfsGraphDriver(Kernel kernel, DriverContext context) {
        this.kernel = kernel;
        this.clock = context.clock();
        this.folders = new SnapshotFolders(kernel, context);
        this.canShare = new VfsTrial(kernel, context.stateFolder()).canShare();
    }

    /** Opens the driver and deletes what a crash left half made. */
    static VfsGraphDriver open(Kernel kernel, DriverContext context) {
        return translated("open " + context.stateFolder(), () -> {
            var driver = new VfsGraphDriver(kernel, context);
            driver.folders.sweep();
            return driver;
        });
    }

    @Override
    public List<Mount> prepare(SnapshotKey key, Optional<LayerId> parent) {
        return translated("prepare " + key, () -> make(key, Kind.ACTIVE, parent));
    }

    @Override
    public List<Mount> view(SnapshotKey key, LayerId parent) {
        return translated("view " + key, () -> make(key, Kind.VIEW, Optional.of(parent)));
    }

    /** Builds aside first, which may take long, and lets the snapshot appear when all is there. */
    private List<Mount> make(SnapshotKey key, Kind kind, Optional<LayerId> parent) {
        requireAbsent(key);
        parent.ifPresent(this::require);
        String building = folders.build(parent);
        try {
            if (kind == Kind.ACTIVE) {
                fill(building, parent);
            }
            publish(building, new SnapshotInfo(key, kind, parent, clock.instant()));
        } catch (LinuxException | DriverException e) {
            folders.delete(building);
            throw e;
        }
        return mounts(key);
    }

    private void fill(String building, Optional<LayerId> parent) {
        try (Fd root = folders.makeRoot(building)) {
            parent.map(this::require).ifPresent(layer -> copy(layer, root));
        }
    }

    private void copy(SnapshotInfo layer, Fd root) {
        try (Fd from = folders.openRoot(layer)) {
            TreeCopy.copy(kernel, from, root);
        }
    }

    private void publish(String building, SnapshotInfo made) {
        change("prepare " + made.ref().value(), () -> {
            requireAbsent(made.ref());
            made.parent().ifPresent(this::require);
            folders.publish(building, made);
        });
    }

    /** A view shows its parent's folder, which cannot go as long as the view is there. */
    @Override
    public List<Mount> mounts(SnapshotKey key) {
        SnapshotInfo snapshot = require(key);
        Mount bind = Mount.bind(folders.root(shown(snapshot)));
        return List.of(snapshot.kind() == Kind.VIEW ? bind.with("ro") : bind);
    }

    private SnapshotInfo shown(SnapshotInfo snapshot) {
        return snapshot.kind() == Kind.VIEW ? require(snapshot.parent().orElseThrow()) : snapshot;
    }

    /** First the content must be on disk, then its new name, so that a power loss leaves no layer with half its content. */
    @Override
    public void commit(LayerId layer, SnapshotKey key) {
        requireWritable(key);
        requireAbsent(layer);
        translated("write " + key + " to disk", folders::syncContent);
        change("commit " + key, () -> {
            SnapshotInfo active = requireWritable(key);
            requireAbsent(layer);
            folders.rename(active, new SnapshotInfo(layer, Kind.COMMITTED, active.parent(), clock.instant()));
        });
        translated("write the name of " + layer + " to disk", folders::syncNames);
    }

    @Override
    public void remove(SnapshotRef ref) {
        change("remove " + ref.value(), () -> folders.find(ref).ifPresent(snapshot -> {
            requireChildless(snapshot);
            folders.remove(snapshot);
        }));
    }

    @Override
    public Optional<SnapshotInfo> stat(SnapshotRef ref) {
        return translated("look up " + ref.value(), () -> folders.find(ref));
    }

    /** The folder holds all of its parent, too: what counts is what differs. */
    @Override
    public Usage usage(SnapshotRef ref) {
        SnapshotInfo snapshot = require(ref);
        return snapshot.kind() == Kind.VIEW
                ? new Usage(0, 0)
                : translated("count the usage of " + ref.value(), () -> countUsage(snapshot));
    }

    private Usage countUsage(SnapshotInfo snapshot) {
        try (Fd root = folders.openRoot(snapshot)) {
            if (snapshot.parent().isEmpty()) {
                return OwnUsage.of(kernel.files(), root);
            }
            try (Fd below = folders.openRoot(require(snapshot.parent().get()))) {
                return OwnUsage.of(kernel.files(), root, below);
            }
        }
    }

    @Override
    public List<SnapshotInfo> list() {
        return translated("list snapshots", folders::list);
    }

    /** Docker's vfs has nothing to tell. Here copies may be free, which is worth knowing. */
    @Override
    public List<NamedValue> status() {
        return List.of(new NamedValue("Copies", canShare ? "share their blocks until written" : "take time and space"));
    }

    @Override
    public List<NamedValue> details(SnapshotRef ref) {
        require(ref);
        return List.of();
    }

    @Override
    public WritableFolder writableFolder(SnapshotRef ref) {
        return new WritableFolder(folders.root(requireWritable(ref)), Whiteouts.NONE);
    }

    @Override
    public void close() {
        folders.close();
    }

    private SnapshotInfo require(SnapshotRef ref) {
        return stat(ref)
                .orElseThrow(() -> new DriverException(
                        DriverException.Kind.NOT_FOUND, "no such snapshot or layer: " + ref.value()));
    }

    private SnapshotInfo requireWritable(SnapshotRef ref) {
        SnapshotInfo snapshot = require(ref);
        if (snapshot.kind() == Kind.VIEW) {
            throw new DriverException(
                    DriverException.Kind.FAILED_PRECONDITION, "snapshot " + ref.value() + " is read-only");
        }
        return snapshot;
    }

    private void requireAbsent(SnapshotRef ref) {
        if (stat(ref).isPresent()) {
            throw new DriverException(
                    DriverException.Kind.ALREADY_EXISTS, "snapshot or layer exists already: " + ref.value());
        }
    }

    private void requireChildless(SnapshotInfo snapshot) {
        for (SnapshotInfo each : folders.list()) {
            if (each.parent().filter(snapshot.ref()::equals).isPresent()) {
                throw new DriverException(
                        DriverException.Kind.IN_USE,
                        "layer " + snapshot.ref().value() + " has a child: "
                                + each.ref().value());
            }
        }
    }

    /** One change of the names after the other. */
    private void change(String what, Runnable change) {
        names.lock();
        try {
            translated(what, change);
        } finally {
            names.unlock();
        }
    }
}
