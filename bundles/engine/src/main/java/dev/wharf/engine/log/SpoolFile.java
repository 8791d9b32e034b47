package dev.wharf.engine.log;

import dev.wharf.engine.api.EngineException;
import dev.wharf.linux.Fd;
import dev.wharf.linux.Kernel;
import dev.wharf.linux.LinuxException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What one stream of a container wrote and somebody still needs: files of bounded length, each named by the offset of
 * its first byte in the stream. Files are only appended to and deleted, so their lengths alone tell after a kill how far
 * the stream got. One thread fills; readers must not read what they let go of.
 */
final class SpoolFile implements AutoCloseable {
    private static final long SEGMENT = 4L << 20;

    private final Kernel kernel;
    private final Path folder;
    private final String prefix;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Segment> segments = new ArrayDeque<>(); // guarded by lock
    private volatile long end;

    private SpoolFile(Kernel kernel, Path folder, String prefix, long end) {
        this.kernel = kernel;
        this.folder = folder;
        this.prefix = prefix;
        this.end = end;
    }

    /** An empty spool; makes no file yet. */
    static SpoolFile empty(Kernel kernel, Path folder, String prefix) {
        return new SpoolFile(kernel, folder, prefix, 0);
    }

    /** Finds the files that an earlier daemon left; those that end before {@code needed} are deleted. */
    static SpoolFile recover(Kernel kernel, Path folder, String prefix, long needed) {
        SpoolFile spool = new SpoolFile(kernel, folder, prefix, needed);
        try {
            for (Map.Entry<Long, Path> found : existing(folder, prefix).entrySet()) {
                spool.adopt(found.getKey(), found.getValue(), needed);
            }
        } catch (IOException | LinuxException e) {
            spool.close();
            throw new EngineException.Internal("cannot recover the spool in " + folder + ": " + e.getMessage(), e);
        }
        return spool;
    }

    /** Deletes the files that an earlier daemon left. */
    static void discard(Path folder, String prefix) {
        try {
            for (Path left : existing(folder, prefix).values()) {
                Files.deleteIfExists(left);
            }
        } catch (IOException e) {
            throw new EngineException.Internal("cannot clear the spool in " + folder + ": " + e.getMessage(), e);
        }
    }

    private static Map<Long, Path> existing(Path folder, String prefix) throws IOException {
        Map<Long, Path> found = new TreeMap<>();
        try (DirectoryStream<Path> paths = Files.newDirectoryStream(folder, prefix + "*")) {
            for (Path path : paths) {
                String name = path.getFileName().toString();
                found.put(Long.parseLong(name.substring(prefix.length())), path);
            }
        }
        return found;
    }

    private void adopt(long start, Path path, long needed) throws IOException {
        long length = Files.size(path);
        if (start + length <= needed) {
            Files.delete(path);
            return;
        }
        segments.addLast(Segment.open(kernel, path, start, length));
        end = start + length;
    }

    /** The offset behind the last byte. */
    long end() {
        return end;
    }

    /** When the newest file was last written; the epoch when there is none. */
    Instant lastWritten() {
        lock.lock();
        try {
            return segments.isEmpty()
                    ? Instant.EPOCH
                    : Files.getLastModifiedTime(segments.getLast().path()).toInstant();
        } catch (IOException e) {
            throw new EngineException.Internal("cannot read the spool in " + folder + ": " + e.getMessage(), e);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Moves bytes from a pipe to the end.
     *
     * @return how many, 0 at the end of the pipe
     * @throws LinuxException EAGAIN when the pipe is empty, ENOSPC on a full disk
     */
    long fill(Fd pipe) {
        Segment tail = writable();
        long moved = tail.fill(pipe, SEGMENT - tail.length());
        end = tail.end();
        return moved;
    }

    private Segment writable() {
        lock.lock();
        try {
            Segment tail = segments.peekLast();
            if (tail == null || tail.length() >= SEGMENT) {
                tail = Segment.open(kernel, folder.resolve(prefix + end), end, 0);
                segments.addLast(tail);
            }
            return tail;
        } finally {
            lock.unlock();
        }
    }

    /** Reads at an offset; may return fewer bytes than asked for, but at least one. */
    int read(long offset, ByteBuffer buffer) {
        return containing(offset).read(offset, buffer);
    }

    private Segment containing(long offset) {
        lock.lock();
        try {
            for (Segment segment : segments) {
                if (offset >= segment.start() && offset < segment.end()) {
                    return segment;
                }
            }
        } finally {
            lock.unlock();
        }
        throw new EngineException.Internal("the spool in " + folder + " does not hold offset " + offset);
    }

    /** Deletes the files that hold nothing from an offset on. The last one stays until it is full. */
    void release(long needed) {
        lock.lock();
        try {
            while (!segments.isEmpty() && isDone(segments.getFirst(), needed)) {
                Segment done = segments.removeFirst();
                done.close();
                delete(done);
            }
        } finally {
            lock.unlock();
        }
    }

    private static boolean isDone(Segment segment, long needed) {
        return segment.end() <= needed && segment.length() >= SEGMENT;
    }

    /** Takes the names of all files away; what is open can still be read. */
    void unlink() {
        lock.lock();
        try {
            segments.forEach(this::delete);
        } finally {
            lock.unlock();
        }
    }

    private void delete(Segment segment) {
        try {
            Files.deleteIfExists(segment.path());
        } catch (IOException e) {
            throw new EngineException.Internal("cannot delete " + segment.path() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            segments.forEach(Segment::close);
            segments.clear();
        } finally {
            lock.unlock();
        }
    }
}
