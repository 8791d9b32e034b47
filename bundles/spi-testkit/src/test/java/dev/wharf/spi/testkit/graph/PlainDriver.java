package dev.wharf.spi.testkit.graph;

import dev.wharf.linux.Fd;
import dev.wharf.linux.FileTree;
import dev.wharf.linux.Flags;
import dev.wharf.linux.FolderWalk;
import dev.wharf.linux.Linux;
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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * The simplest driver that is right: each snapshot is a folder {@code KIND-ID} with a copy of the whole tree, and a
 * file that names the parent. Folders are built and deleted in the run folder.
 */
final class PlainDriver implements GraphDriver {
    private final DriverContext context;
    private int building;

    /** Guards the names of the folders. */
    private final ReentrantLock lock = new ReentrantLock();

    PlainDriver(DriverContext context) {
        this.context = context;
        names(context.runFolder()).forEach(this::delete);
    }

    @Override
    public List<Mount> prepare(SnapshotKey key, Optional<LayerId> parent) {
        return locked(() ->
                make(new SnapshotInfo(key, Kind.ACTIVE, parent, context.clock().instant())));
    }

    @Override
    public List<Mount> view(SnapshotKey key, LayerId parent) {
        return locked(() -> make(new SnapshotInfo(
                key, Kind.VIEW, Optional.of(parent), context.clock().instant())));
    }

    private List<Mount> make(SnapshotInfo made) throws IOException {
        requireAbsent(made.ref());
        if (Thread.currentThread().isInterrupted()) {
            throw new DriverException(DriverException.Kind.CANCELLED, "interrupted");
        }
        Optional<Path> parent = made.parent().map(this::require).map(this::root);
        Path folder = Files.createDirectory(context.runFolder().resolve("building" + building++));
        Files.createDirectory(folder.resolve("root"));
        Files.writeString(
                folder.resolve("parent"), made.parent().map(LayerId::value).orElse(""));
        if (parent.isPresent()) {
            PlainCopy.copy(parent.get(), folder.resolve("root"));
        }
        Files.move(folder, folder(made.kind(), made.ref()));
        return mounts((SnapshotKey) made.ref());
    }

    @Override
    public List<Mount> mounts(SnapshotKey key) {
        SnapshotInfo info = require(key);
        Mount bind = Mount.bind(root(info));
        return List.of(info.kind() == Kind.VIEW ? bind.with("ro") : bind);
    }

    @Override
    public void commit(LayerId layer, SnapshotKey key) {
        locked(() -> {
            requireWritable(key);
            requireAbsent(layer);
            return Files.move(folder(Kind.ACTIVE, key), folder(Kind.COMMITTED, layer));
        });
    }

    @Override
    public void remove(SnapshotRef ref) {
        locked(() -> {
            Optional<SnapshotInfo> found = stat(ref);
            if (found.isPresent()) {
                remove(found.get());
            }
            return ref;
        });
    }

    private void remove(SnapshotInfo info) throws IOException {
        for (SnapshotInfo each : list()) {
            if (each.parent().filter(info.ref()::equals).isPresent()) {
                throw new DriverException(DriverException.Kind.IN_USE, info.ref() + " has children");
            }
        }
        String name = "removed" + building++;
        Files.move(folder(info.kind(), info.ref()), context.runFolder().resolve(name));
        delete(name);
    }

    private void delete(String name) {
        try (Fd run = open(context.runFolder())) {
            FileTree.remove(Linux.kernel().files(), run, name);
        }
    }

    @Override
    public Optional<SnapshotInfo> stat(SnapshotRef ref) {
        return Stream.of(Kind.values())
                .filter(kind -> (kind == Kind.COMMITTED) == (ref instanceof LayerId))
                .flatMap(kind -> info(kind + "-" + ref.value()).stream())
                .findFirst();
    }

    @Override
    public Usage usage(SnapshotRef ref) {
        SnapshotInfo info = require(ref);
        return info.kind() == Kind.VIEW ? new Usage(0, 0) : difference(info);
    }

    private Usage difference(SnapshotInfo info) {
        Usage all = all(root(info));
        Usage below =
                info.parent().map(this::require).map(this::root).map(this::all).orElse(new Usage(0, 0));
        return new Usage(Math.max(0, all.bytes() - below.bytes()), Math.max(0, all.inodes() - below.inodes()));
    }

    Usage all(Path folder) {
        long[] sum = new long[2];
        Set<Long> counted = new HashSet<>();
        try (Fd root = open(folder)) {
            FolderWalk.walk(Linux.kernel().files(), root, (path, opened, entries) -> entries.values()
                    .forEach(status -> {
                        if (counted.add(status.inode())) {
                            sum[0] += status.isFile() ? status.size() : 0;
                            sum[1]++;
                        }
                    }));
        }
        return new Usage(sum[0], sum[1]);
    }

    private static Fd open(Path folder) {
        return Linux.kernel().files().open(folder.toString(), Flags.O_RDONLY | Flags.O_DIRECTORY, 0);
    }

    @Override
    public List<SnapshotInfo> list() {
        return names(context.stateFolder()).stream()
                .filter(name -> name.contains("-"))
                .flatMap(name -> info(name).stream())
                .toList();
    }

    private static List<String> names(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(each -> each.getFileName().toString()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Empty when it has gone meanwhile. */
    private Optional<SnapshotInfo> info(String name) {
        Kind kind = Kind.valueOf(name.substring(0, name.indexOf('-')));
        String id = name.substring(name.indexOf('-') + 1);
        SnapshotRef ref = kind == Kind.COMMITTED ? new LayerId(id) : new SnapshotKey(id);
        try {
            String text = Files.readString(folder(kind, ref).resolve("parent"));
            Optional<LayerId> parent =
                    Optional.of(text).filter(each -> !each.isEmpty()).map(LayerId::new);
            return Optional.of(
                    new SnapshotInfo(ref, kind, parent, context.clock().instant()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Path folder(Kind kind, SnapshotRef ref) {
        return context.stateFolder().resolve(kind + "-" + ref.value());
    }

    Path root(SnapshotInfo info) {
        return folder(info.kind(), info.ref()).resolve("root");
    }

    @Override
    public List<NamedValue> status() {
        return List.of();
    }

    @Override
    public List<NamedValue> details(SnapshotRef ref) {
        return List.of(new NamedValue("Folder", root(require(ref)).toString()));
    }

    @Override
    public WritableFolder writableFolder(SnapshotRef ref) {
        return new WritableFolder(root(requireWritable(ref)), WritableFolder.Whiteouts.NONE);
    }

    @Override
    public void close() {}

    private SnapshotInfo require(SnapshotRef ref) {
        return stat(ref).orElseThrow(() -> new DriverException(DriverException.Kind.NOT_FOUND, "no " + ref));
    }

    private SnapshotInfo requireWritable(SnapshotRef ref) {
        SnapshotInfo info = require(ref);
        if (info.kind() == Kind.VIEW) {
            throw new DriverException(DriverException.Kind.FAILED_PRECONDITION, ref + " is read-only");
        }
        return info;
    }

    private void requireAbsent(SnapshotRef ref) {
        if (stat(ref).isPresent()) {
            throw new DriverException(DriverException.Kind.ALREADY_EXISTS, ref + " is there");
        }
    }

    /** Something that may fail to write. */
    @FunctionalInterface
    private interface Change<T> {
        T made() throws IOException;
    }

    private <T> T locked(Change<T> change) {
        lock.lock();
        try {
            return change.made();
        } catch (IOException e) {
            throw new DriverException(DriverException.Kind.INTERNAL, String.valueOf(e.getMessage()), e);
        } finally {
            lock.unlock();
        }
    }
}
