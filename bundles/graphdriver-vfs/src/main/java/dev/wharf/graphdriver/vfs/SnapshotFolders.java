package dev.wharf.graphdriver.vfs;

import dev.wharf.linux.DescriptorCalls;
import dev.wharf.linux.Errno;
import dev.wharf.linux.Fd;
import dev.wharf.linux.FileCalls;
import dev.wharf.linux.FileStatus;
import dev.wharf.linux.Flags;
import dev.wharf.linux.Kernel;
import dev.wharf.linux.LinuxException;
import dev.wharf.spi.DriverContext;
import dev.wharf.spi.graph.LayerId;
import dev.wharf.spi.graph.SnapshotInfo;
import dev.wharf.spi.graph.SnapshotInfo.Kind;
import dev.wharf.spi.graph.SnapshotRef;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/**
 * How snapshots lie in the driver's state folder:
 *
 * <pre>
 * snapshots/active-KEY/root      the whole tree
 * snapshots/active-KEY/parent    a link to ../committed-ID; absent at the base
 * snapshots/view-KEY/parent      a view has no tree of its own
 * snapshots/committed-ID/...
 * aside/...                      what is being built or deleted
 * </pre>
 *
 * <p>The time of a folder is that of the snapshot's creation. Snapshots appear and go by renaming their folder, which the
 * kernel does wholly or not at all: after a crash there is rubbish in {@code aside}, but never half a snapshot.
 */
final class SnapshotFolders implements AutoCloseable {
    private static final int FOLDER = Flags.O_RDONLY | Flags.O_DIRECTORY;
    private static final int PRIVATE = 0700;
    private static final int ROOT_MODE = 0755;

    private final FileCalls files;
    private final DescriptorCalls descriptors;
    private final Path state;
    private final Disposal disposal;
    private final Fd snapshots;
    private final Fd aside;

    /** Opens the folders, which are made if they are not there. */
    SnapshotFolders(Kernel kernel, DriverContext context) {
        this.files = kernel.files();
        this.descriptors = kernel.descriptors();
        this.state = context.stateFolder();
        this.disposal =
                new Disposal(files, context, LoggerFactory.getLogger(context.loggerName()), state.resolve("aside"));
        try (Fd folder = files.open(state.toString(), FOLDER, 0)) {
            snapshots = openOrMake(folder, "snapshots");
            aside = openOrMake(folder, "aside");
        }
    }

    private Fd openOrMake(Fd parent, String name) {
        if (files.stat(parent, name).isEmpty()) {
            files.mkdir(parent, name, PRIVATE);
        }
        return files.openIn(parent, name, FOLDER, 0);
    }

    /** Deletes what a crash left aside. */
    void sweep() {
        files.list(aside).forEach(this::delete);
    }

    /** What is known about a snapshot, or empty. */
    Optional<SnapshotInfo> find(SnapshotRef ref) {
        Stream<Kind> kinds = ref instanceof LayerId ? Stream.of(Kind.COMMITTED) : Stream.of(Kind.ACTIVE, Kind.VIEW);
        return kinds.flatMap(kind -> read(ref, kind).stream()).findFirst();
    }

    /** All snapshots. */
    List<SnapshotInfo> list() {
        return files.list(snapshots).stream()
                .filter(SnapshotNames::isSnapshot)
                .flatMap(name -> read(SnapshotNames.ref(name), SnapshotNames.kind(name)).stream())
                .toList();
    }

    private Optional<SnapshotInfo> read(SnapshotRef ref, Kind kind) {
        String name = SnapshotNames.of(ref, kind);
        Optional<FileStatus> folder = files.stat(snapshots, name);
        return folder.map(status -> new SnapshotInfo(ref, kind, parent(name), status.modified()));
    }

    private Optional<LayerId> parent(String name) {
        try {
            String link = files.readlink(snapshots, name + "/parent");
            return Optional.of(SnapshotNames.layer(Path.of(link).getFileName().toString()));
        } catch (LinuxException e) {
            if (e.is(Errno.ENOENT)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Where the tree of a snapshot lies. */
    Path root(SnapshotInfo snapshot) {
        return state.resolve("snapshots").resolve(SnapshotNames.of(snapshot) + "/root");
    }

    /** Opens the tree of a snapshot. */
    Fd openRoot(SnapshotInfo snapshot) {
        return files.openIn(snapshots, SnapshotNames.of(snapshot) + "/root", FOLDER, 0);
    }

    /** Makes a folder aside, that links to its parent. Returns its name there. */
    String build(Optional<LayerId> parent) {
        String name = nextName();
        files.mkdir(aside, name, PRIVATE);
        parent.ifPresent(id -> files.symlink("../" + SnapshotNames.of(id, Kind.COMMITTED), aside, name + "/parent"));
        return name;
    }

    /** Makes an empty tree in a folder aside, and opens it. */
    Fd makeRoot(String building) {
        files.mkdir(aside, building + "/root", ROOT_MODE);
        return files.openIn(aside, building + "/root", FOLDER, 0);
    }

    /** Lets a folder that was built aside appear as a snapshot. */
    void publish(String building, SnapshotInfo snapshot) {
        setTime(aside, building, snapshot.created());
        files.rename(aside, building, snapshots, SnapshotNames.of(snapshot), Flags.RENAME_NOREPLACE);
    }

    /** Turns a snapshot into another one with the same tree and parent. */
    void rename(SnapshotInfo from, SnapshotInfo to) {
        setTime(snapshots, SnapshotNames.of(from), to.created());
        files.rename(snapshots, SnapshotNames.of(from), snapshots, SnapshotNames.of(to), Flags.RENAME_NOREPLACE);
    }

    private void setTime(Fd folder, String name, Instant time) {
        long seconds = time.getEpochSecond();
        files.attributes().utimens(folder, name, seconds, time.getNano(), seconds, time.getNano());
    }

    /** Waits until all content is on disk: one call, however many files a snapshot has. */
    void syncContent() {
        descriptors.syncFileSystem(snapshots);
    }

    /** Waits until the names of the snapshots are on disk. */
    void syncNames() {
        descriptors.sync(snapshots);
    }

    /** Lets a snapshot go at once, and deletes its tree when there is time. */
    void remove(SnapshotInfo snapshot) {
        String name = nextName();
        files.rename(snapshots, SnapshotNames.of(snapshot), aside, name, Flags.RENAME_NOREPLACE);
        delete(name);
    }

    /** Deletes a folder aside in the background. */
    void delete(String name) {
        disposal.delete(name);
    }

    private String nextName() {
        return UUID.randomUUID().toString();
    }

    @Override
    public void close() {
        snapshots.close();
        aside.close();
    }
}
