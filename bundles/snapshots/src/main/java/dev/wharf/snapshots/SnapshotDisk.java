package dev.wharf.snapshots;

import dev.wharf.linux.DescriptorCalls;
import dev.wharf.linux.Errno;
import dev.wharf.linux.Fd;
import dev.wharf.linux.FileCalls;
import dev.wharf.linux.FileStatus;
import dev.wharf.linux.FileTree;
import dev.wharf.linux.Flags;
import dev.wharf.linux.Kernel;
import dev.wharf.linux.LinuxException;
import dev.wharf.spi.graph.LayerId;
import dev.wharf.spi.graph.SnapshotInfo;
import dev.wharf.spi.graph.SnapshotInfo.Kind;
import dev.wharf.spi.graph.SnapshotRef;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * How snapshots lie in the state folder:
 *
 * <pre>
 * format           the number of this layout
 * names/key-KEY    a link to ../diff/17.16, or to ../view/17.16; its time is that of the snapshot's creation
 * names/layer-ID   a link to ../diff/16.0
 * diff/17.16       what snapshot 17 changes in layer 16; a view has none
 * diff/0.0         empty for ever, the layer below the base; only where the layout has it
 * work/17.16       for the file system, as long as the snapshot can be written; of such folders the layout has any number
 * </pre>
 *
 * <p>A snapshot is there from the moment when it has a name. A folder without a name is what a crash left, or what is being
 * deleted. Names are links because links are written with the journal: after a power loss they are whole or absent without
 * any waiting for the disk. A snapshot has as few inodes as it can, since making each costs more than all the rest. Numbers are never used
 * again while a folder of theirs is there.
 */
final class SnapshotDisk implements AutoCloseable {
    private static final int MODE = 0755;
    private static final int PRIVATE = 0700;
    private static final int FOLDER = Flags.O_PATH | Flags.O_DIRECTORY;

    private final FileCalls files;
    private final DescriptorCalls descriptors;
    private final Path stateFolder;
    private final SnapshotLayout layout;
    private final Fd state;
    private final AtomicLong lastNumber = new AtomicLong();

    /** Opens the folders, which are made if they are not there. */
    SnapshotDisk(Kernel kernel, Path stateFolder, SnapshotLayout layout) {
        this.files = kernel.files();
        this.descriptors = kernel.descriptors();
        this.stateFolder = stateFolder;
        this.layout = layout;
        this.state = files.open(stateFolder.toString(), FOLDER, 0);
        Stream.concat(Stream.of("names", "diff"), layout.workFolders().stream())
                .forEach(each -> makeIfAbsent(each, PRIVATE));
        spread("diff");
        if (layout.hasEmptyLayer()) {
            makeIfAbsent(SnapshotPlace.EMPTY.diff(), MODE);
        }
    }

    /**
     * Lets ext4 begin each snapshot in a group of blocks of its own. Where many files were deleted a moment ago it searches
     * long for inodes that it may use again (Linux 6.18, fs/ext4/ialloc.c, recently_deleted); a layer that is loaded right
     * after another one was removed took two to four times as long.
     */
    private void spread(String name) {
        try (Fd folder = files.openIn(state, name, Flags.O_RDONLY | Flags.O_DIRECTORY, 0)) {
            descriptors.addInodeFlags(folder, Flags.FS_TOPDIR);
        } catch (LinuxException e) {
            if (!e.is(Errno.EOPNOTSUPP) && !e.is(Errno.ENOTTY) && !e.is(Errno.EINVAL)) {
                throw e;
            }
        }
    }

    private void makeIfAbsent(String name, int mode) {
        if (files.stat(state, name).isEmpty()) {
            files.mkdir(state, name, mode);
        }
    }

    /** Reads all snapshots, and makes their work folders anew where a failure of the disk has taken one. */
    SnapshotScan scan() {
        var scan = SnapshotScan.of(files, state, layout);
        scan.snapshots().stream()
                .filter(each -> each.kind() == Kind.ACTIVE)
                .flatMap(each -> layout.work(each.place()).stream())
                .forEach(each -> makeIfAbsent(each, PRIVATE));
        lastNumber.set(scan.highestNumber());
        return scan;
    }

    /**
     * Makes an active snapshot or a view: it is there when the method returns, and not at all when it throws.
     *
     * @param parent the layer below
     */
    Snapshot make(SnapshotInfo info, Optional<Snapshot> parent) {
        long below = parent.map(Snapshot::place).orElse(SnapshotPlace.EMPTY).number();
        var made = new Snapshot(info, new SnapshotPlace(lastNumber.incrementAndGet(), below));
        try {
            if (info.kind() == Kind.ACTIVE) {
                makeDiff(made.place().diff(), parent.map(each -> each.place().diff()));
                layout.work(made.place()).forEach(each -> files.mkdir(state, each, PRIVATE));
            }
            makeRoom(info.ref());
            files.symlink("../" + target(made), state, name(info.ref()));
            setTime(made);
        } catch (LinuxException e) {
            undo(made, e);
            throw e;
        }
        return made;
    }

    private static String target(Snapshot made) {
        return made.kind() == Kind.VIEW ? made.place().view() : made.place().diff();
    }

    /** The root of the container is this folder: it has owner and mode from the layer below. */
    private void makeDiff(String made, Optional<String> below) {
        if (below.isEmpty()) {
            files.mkdir(state, made, MODE);
            return;
        }
        FileStatus status = files.stat(state, below.get())
                .orElseThrow(() -> new LinuxException(Errno.ENOENT, "stat " + below.get()));
        files.mkdir(state, made, status.permissions());
        if (status.uid() != 0 || status.gid() != 0) {
            files.attributes().chown(state, made, status.uid(), status.gid());
        }
    }

    /** The caller knows that no whole snapshot has the name; a broken one must not stand in the way for ever. */
    private void makeRoom(SnapshotRef ref) {
        FileTree.remove(files, state, name(ref));
    }

    private void undo(Snapshot made, LinuxException first) {
        try {
            FileTree.remove(files, state, name(made.ref()));
            folders(made).forEach(each -> FileTree.remove(files, state, each));
        } catch (LinuxException e) {
            first.addSuppressed(e);
        }
    }

    /** Gives an active snapshot the name of a layer in its key's place. Its work folders are of no use afterwards. */
    Snapshot commit(Snapshot active, LayerId layer, Instant now) {
        Snapshot committed = active.committed(layer, now);
        makeRoom(layer);
        files.rename(state, name(active.ref()), state, name(layer), Flags.RENAME_NOREPLACE);
        setTime(committed);
        return committed;
    }

    /**
     * Waits until all content is on disk. One call for the whole file system, however many files a snapshot has: 5,000
     * files of 10 kB that took 1.7 s to write took 55 ms to sync, while fsync(2) of each would take 1.5 s.
     */
    void syncContent() {
        withOwn("diff", descriptors::syncFileSystem);
    }

    /** Waits until the names are on disk. */
    void syncNames() {
        withOwn("names", descriptors::sync);
    }

    private void withOwn(String folder, Consumer<Fd> work) {
        try (Fd opened = files.openIn(state, folder, Flags.O_RDONLY | Flags.O_DIRECTORY, 0)) {
            work.accept(opened);
        }
    }

    /** All folders that a snapshot may have. */
    List<String> folders(Snapshot snapshot) {
        SnapshotPlace place = snapshot.place();
        return Stream.concat(Stream.of(place.diff()), layout.work(place).stream())
                .toList();
    }

    /** Takes the name away. The folders are left to {@link #delete}. */
    void forget(Snapshot snapshot) {
        files.unlink(state, name(snapshot.ref()), 0);
    }

    /** Deletes folders that nobody uses any more. Safe at any time, also after the disk was closed. */
    void delete(List<String> folders) {
        try (Fd own = files.open(stateFolder.toString(), FOLDER, 0)) {
            folders.forEach(each -> FileTree.remove(files, own, each));
        }
    }

    private void setTime(Snapshot snapshot) {
        Instant time = snapshot.info().created();
        long seconds = time.getEpochSecond();
        files.attributes().utimens(state, name(snapshot.ref()), seconds, time.getNano(), seconds, time.getNano());
    }

    private static String name(SnapshotRef ref) {
        return "names/" + (ref instanceof LayerId ? "layer-" : "key-") + ref.value();
    }

    @Override
    public void close() {
        state.close();
    }
}
