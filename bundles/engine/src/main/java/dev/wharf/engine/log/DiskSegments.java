package dev.wharf.engine.log;

import dev.wharf.engine.api.EngineException;
import dev.wharf.linux.Fd;
import dev.wharf.linux.Flags;
import dev.wharf.linux.Kernel;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Segments as files, named by the offset of their first byte, so that a later daemon finds them. Beside the folder on
 * the disk there is one for when the disk is full; it is on another file system, mostly in memory.
 */
final class DiskSegments implements SegmentStore {
    private static final long CAPACITY = 4L << 20;

    private final Kernel kernel;
    private final Path folder;
    private final Path elsewhere;
    private final String prefix;

    DiskSegments(Kernel kernel, Path folder, Path elsewhere, String prefix) {
        this.kernel = kernel;
        this.folder = folder;
        this.elsewhere = elsewhere;
        this.prefix = prefix;
    }

    @Override
    public long capacity() {
        return CAPACITY;
    }

    @Override
    public Segment make(long start) {
        return open(folder.resolve(prefix + start), start, 0);
    }

    @Override
    public Optional<Segment> makeElsewhere(long start) {
        return Optional.of(open(elsewhere.resolve(prefix + start), start, 0));
    }

    private Segment open(Path path, long start, long length) {
        Fd file = kernel.files().open(path.toString(), Flags.O_RDWR | Flags.O_CREAT, 0600);
        return new FileSegment(kernel.descriptors(), Optional.of(path), file, start, length);
    }

    /** What an earlier daemon left, in order; the files that end before {@code needed} are deleted. */
    List<Segment> recover(long needed) {
        List<Segment> found = new ArrayList<>();
        try {
            for (Path path : existing()) {
                long start = startOf(path);
                long length = Files.size(path);
                if (length == 0 || start + length <= needed) {
                    Files.delete(path);
                } else {
                    found.add(open(path, start, length));
                }
            }
            return found;
        } catch (IOException e) {
            found.forEach(Segment::close);
            throw new EngineException.Internal("cannot recover the spool in " + folder + ": " + e.getMessage(), e);
        }
    }

    /** Whether an earlier daemon left anything. */
    static boolean areLeft(Path folder, String prefix) {
        return Files.isDirectory(folder) && !names(folder, prefix).isEmpty();
    }

    private List<Path> existing() {
        List<Path> paths = new ArrayList<>(names(folder, prefix));
        if (Files.isDirectory(elsewhere)) {
            paths.addAll(names(elsewhere, prefix));
        }
        paths.sort(Comparator.comparingLong(this::startOf));
        return paths;
    }

    private long startOf(Path path) {
        return Long.parseLong(path.getFileName().toString().substring(prefix.length()));
    }

    private static List<Path> names(Path folder, String prefix) {
        List<Path> names = new ArrayList<>();
        try (DirectoryStream<Path> paths = Files.newDirectoryStream(folder, prefix + "*")) {
            paths.forEach(names::add);
            return names;
        } catch (IOException e) {
            throw new EngineException.Internal("cannot look for a spool in " + folder + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void unlink(Segment segment) {
        Path path = segment.path().orElseThrow();
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new EngineException.Internal("cannot delete " + path + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void dispose(Segment segment) {
        segment.close();
        unlink(segment);
    }
}
