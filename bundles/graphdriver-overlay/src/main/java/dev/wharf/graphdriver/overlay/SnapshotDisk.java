package dev.wharf.graphdriver.overlay;

import dev.wharf.linux.Errno;
import dev.wharf.linux.Fd;
import dev.wharf.linux.FileCalls;
import dev.wharf.linux.FileStatus;
import dev.wharf.linux.FileTree;
import dev.wharf.linux.Flags;
import dev.wharf.linux.LinuxException;
import dev.wharf.spi.graph.LayerId;
import dev.wharf.spi.graph.SnapshotInfo.Kind;
import dev.wharf.spi.graph.SnapshotKey;
import dev.wharf.spi.graph.SnapshotRef;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How snapshots lie on disk:
 *
 * <pre>
 * format             the number of this layout
 * names/key-KEY      a link to ../snapshots/17; its time is that of the snapshot's creation
 * names/layer-ID     likewise for a committed layer
 * snapshots/17/diff  what the snapshot changes; a view has none
 * snapshots/17/work  for overlayfs, as long as the snapshot can be written
 * snapshots/17/parent  a link to ../16; absent at the base
 * snapshots/0/diff   empty for ever, the layer below the base
 * </pre>
 *
 * <p>A snapshot is there from the moment when it has a name. A folder without a name is what a crash left, or what is being
 * deleted. Names are links because links are written with the journal: after a power loss they are whole or absent without
 * any waiting for the disk. Numbers are never used again while their folder is there.
 */
final class SnapshotDisk implements AutoCloseable {
    /** The number of the folder that stays empty. */
    static final long EMPTY = 0;

    private static final int MODE = 0755;
    private static final int PRIVATE = 0700;
    private static final int FOLDER = Flags.O_PATH | Flags.O_DIRECTORY;

    private final FileCalls files;
    private final Path folder;
    private final Fd names;
    private final Fd snapshots;
    private final AtomicLong lastNumber = new AtomicLong();

    /** Opens the folders, which are made if they are not there. */
    SnapshotDisk(FileCalls files, Path stateFolder) {
        this.files = files;
        this.folder = stateFolder.resolve("snapshots");
        try (Fd state = files.open(stateFolder.toString(), FOLDER, 0)) {
            names = openOrMake(state, "names");
            snapshots = openOrMake(state, "snapshots");
        }
        makeIfAbsent(snapshots, Long.toString(EMPTY), PRIVATE);
        makeIfAbsent(snapshots, EMPTY + "/diff", MODE);
    }

    private Fd openOrMake(Fd state, String name) {
        makeIfAbsent(state, name, PRIVATE);
        return files.openIn(state, name, FOLDER, 0);
    }

    private void makeIfAbsent(Fd parent, String name, int mode) {
        try {
            files.mkdir(parent, name, mode);
        } catch (LinuxException e) {
            if (!e.is(Errno.EEXIST)) {
                throw e;
            }
        }
    }

    /** The folder that holds the numbered ones. */
    Path folder() {
        return folder;
    }

    /** Reads all snapshots. */
    SnapshotScan scan() {
        var scan = SnapshotScan.of(files, names, snapshots);
        lastNumber.set(scan.highestNumber());
        return scan;
    }

    /**
     * Makes a snapshot: it is there when the method returns, and not at all when it throws.
     *
     * @param kind active or view
     */
    Snapshot make(SnapshotKey key, Kind kind, Optional<Snapshot> parent, Instant now) {
        long number = lastNumber.incrementAndGet();
        var made = new Snapshot(
                key, kind, number, parent.map(p -> new LayerId(p.ref().value())), now);
        try {
            fill(made, parent);
            files.symlink("../snapshots/" + number, names, name(key));
            setTime(made);
        } catch (LinuxException e) {
            undo(made, e);
            throw e;
        }
        return made;
    }

    private void fill(Snapshot made, Optional<Snapshot> parent) {
        files.mkdir(snapshots, Long.toString(made.number()), PRIVATE);
        parent.ifPresent(p -> files.symlink("../" + p.number(), snapshots, made.number() + "/parent"));
        if (made.kind() == Kind.ACTIVE) {
            makeDiff(made, parent.map(Snapshot::diff).orElse(EMPTY + "/diff"));
            files.mkdir(snapshots, made.work(), PRIVATE);
        }
    }

    /** The root of the container is this folder: it has owner and mode from the layer below. */
    private void makeDiff(Snapshot made, String below) {
        FileStatus status = files.stat(snapshots, below).orElseThrow(() -> new LinuxException(Errno.ENOENT, below));
        files.mkdir(snapshots, made.diff(), status.permissions());
        if (status.uid() != 0 || status.gid() != 0) {
            files.attributes().chown(snapshots, made.diff(), status.uid(), status.gid());
        }
    }

    private void undo(Snapshot made, LinuxException first) {
        try {
            FileTree.remove(files, snapshots, Long.toString(made.number()));
        } catch (LinuxException e) {
            first.addSuppressed(e);
        }
    }

    /** Gives an active snapshot the name of a layer in its key's place. Its work folder is of no use afterwards. */
    Snapshot commit(Snapshot active, LayerId layer, Instant now) {
        Snapshot committed = active.committed(layer, now);
        files.rename(names, name(active.ref()), names, name(layer), Flags.RENAME_NOREPLACE);
        setTime(committed);
        return committed;
    }

    /** Takes the name away. The folder is left to {@link #delete}. */
    void forget(Snapshot snapshot) {
        files.unlink(names, name(snapshot.ref()), 0);
    }

    /** Deletes a folder that nobody uses any more. Safe at any time, also after the disk was closed. */
    void delete(String path) {
        try (Fd own = files.open(folder.toString(), FOLDER, 0)) {
            FileTree.remove(files, own, path);
        }
    }

    private void setTime(Snapshot snapshot) {
        Instant time = snapshot.created();
        long seconds = time.getEpochSecond();
        files.attributes().utimens(names, name(snapshot.ref()), seconds, time.getNano(), seconds, time.getNano());
    }

    static String name(SnapshotRef ref) {
        return (ref instanceof LayerId ? "layer-" : "key-") + ref.value();
    }

    @Override
    public void close() {
        names.close();
        snapshots.close();
    }
}
