package dev.wharf.images.testing;

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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Keeps each snapshot in a folder of its own: a whole copy of its parent, or, in the AUFS style, its own changes only. */
public final class FolderGraphDriver implements GraphDriver {
    private final Path root;
    private final WritableFolder.Whiteouts style;
    private final Map<SnapshotRef, SnapshotInfo> snapshots = new ConcurrentHashMap<>();
    private final AtomicInteger commits = new AtomicInteger();
    private volatile Power power = new Power();

    /** Keeps folders below a root. */
    public FolderGraphDriver(Path root, WritableFolder.Whiteouts style) {
        this.root = root;
        this.style = style;
    }

    /** Lets this driver die with others. */
    public void powerBy(Power shared) {
        power = shared;
    }

    /** The ids of the committed layers, sorted. */
    public List<String> layers() {
        return snapshots.keySet().stream()
                .filter(LayerId.class::isInstance)
                .map(SnapshotRef::value)
                .sorted()
                .toList();
    }

    /** The keys of the active snapshots, sorted. */
    public List<String> keys() {
        return snapshots.keySet().stream()
                .filter(SnapshotKey.class::isInstance)
                .map(SnapshotRef::value)
                .sorted()
                .toList();
    }

    /** How many layers were committed so far. */
    public int commits() {
        return commits.get();
    }

    @Override
    public List<Mount> prepare(SnapshotKey key, Optional<LayerId> parent) {
        if (snapshots.containsKey(key)) {
            throw new DriverException(Kind.ALREADY_EXISTS, "snapshot " + key + " is there");
        }
        parent.ifPresent(this::info);
        power.step();
        Path folder = folder(key);
        try {
            Files.createDirectories(folder);
            if (parent.isPresent() && style == WritableFolder.Whiteouts.NONE) {
                copy(folder(parent.get()), folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        snapshots.put(key, new SnapshotInfo(key, SnapshotInfo.Kind.ACTIVE, parent, Instant.EPOCH));
        power.step();
        return mounts(key);
    }

    @Override
    public List<Mount> view(SnapshotKey key, LayerId parent) {
        return prepare(key, Optional.of(parent));
    }

    @Override
    public List<Mount> mounts(SnapshotKey key) {
        info(key);
        return List.of(Mount.bind(folder(key)));
    }

    @Override
    public void commit(LayerId layer, SnapshotKey key) {
        if (snapshots.containsKey(layer)) {
            throw new DriverException(Kind.ALREADY_EXISTS, "layer " + layer + " is there");
        }
        Optional<LayerId> parent = info(key).parent();
        power.step();
        try {
            Files.move(folder(key), folder(layer));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        snapshots.remove(key);
        snapshots.put(layer, new SnapshotInfo(layer, SnapshotInfo.Kind.COMMITTED, parent, Instant.EPOCH));
        commits.incrementAndGet();
        power.step();
    }

    @Override
    public void remove(SnapshotRef ref) {
        boolean hasChildren = snapshots.values().stream()
                .anyMatch(info -> info.parent().filter(ref::equals).isPresent());
        if (hasChildren) {
            throw new DriverException(Kind.IN_USE, "snapshot " + ref + " has children");
        }
        power.step();
        if (snapshots.remove(ref) != null) {
            delete(folder(ref));
        }
        power.step();
    }

    @Override
    public Optional<SnapshotInfo> stat(SnapshotRef ref) {
        return Optional.ofNullable(snapshots.get(ref));
    }

    @Override
    public Usage usage(SnapshotRef ref) {
        info(ref);
        return new Usage(0, 0);
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
        info(ref);
        return List.of(new NamedValue("Folder", folder(ref).toString()));
    }

    @Override
    public WritableFolder writableFolder(SnapshotRef ref) {
        info(ref);
        return new WritableFolder(folder(ref), style);
    }

    @Override
    public void close() {}

    private SnapshotInfo info(SnapshotRef ref) {
        return stat(ref).orElseThrow(() -> new DriverException(Kind.NOT_FOUND, "no snapshot " + ref));
    }

    private Path folder(SnapshotRef ref) {
        return root.resolve((ref instanceof LayerId ? "layer-" : "key-") + ref.value());
    }

    /** With cp(1), since Java keeps times to the microsecond only. */
    private static void copy(Path from, Path to) throws IOException {
        try {
            int exit = new ProcessBuilder("cp", "-a", from + "/.", to.toString())
                    .inheritIO()
                    .start()
                    .waitFor();
            if (exit != 0) {
                throw new IOException("cp ended with " + exit);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
