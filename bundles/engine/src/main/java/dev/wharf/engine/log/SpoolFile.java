package dev.wharf.engine.log;

import dev.wharf.engine.api.EngineException;
import dev.wharf.linux.Errno;
import dev.wharf.linux.Fd;
import dev.wharf.linux.LinuxException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one stream of a container wrote and somebody still needs, in segments of bounded length. Segments are only
 * appended to and deleted, so their lengths alone tell after a kill how far the stream got. One thread fills; readers
 * must not read what they let go of.
 */
final class SpoolFile implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SpoolFile.class);

    private final SegmentStore store;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Segment> segments = new ArrayDeque<>(); // guarded by lock
    private volatile long end;
    private Optional<Segment> elsewhere = Optional.empty(); // the last one because of a full disk; the filling thread's

    /**
     * Makes a spool; makes no segment yet.
     *
     * @param left segments that an earlier daemon left, in order
     * @param end the offset behind them, where the spool goes on
     */
    SpoolFile(SegmentStore store, List<Segment> left, long end) {
        this.store = store;
        this.segments.addAll(left);
        this.end = end;
    }

    /** An empty spool. */
    static SpoolFile empty(SegmentStore store) {
        return new SpoolFile(store, List.of(), 0);
    }

    /** What an earlier daemon left, from an offset on. */
    static SpoolFile recover(DiskSegments store, long needed) {
        List<Segment> left = store.recover(needed);
        return new SpoolFile(
                store, left, left.isEmpty() ? needed : left.get(left.size() - 1).end());
    }

    /** The offset behind the last byte. */
    long end() {
        return end;
    }

    /** What is there from an offset on, in order; there are gaps when a disk has lost what it had taken. */
    List<Piece> pieces(long from) {
        lock.lock();
        try {
            List<Piece> pieces = new ArrayList<>();
            for (Segment segment : segments) {
                if (segment.end() > from) {
                    pieces.add(new Piece(Math.max(segment.start(), from), segment.end()));
                }
            }
            return pieces;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Bytes of a stream.
     *
     * @param start offset of the first
     * @param end offset behind the last
     */
    record Piece(long start, long end) {}

    /** When the newest segment was last written; the epoch when there is none on the disk. */
    Instant lastWritten() {
        lock.lock();
        try {
            Optional<Path> newest = Optional.ofNullable(segments.peekLast()).flatMap(Segment::path);
            return newest.isEmpty()
                    ? Instant.EPOCH
                    : Files.getLastModifiedTime(newest.get()).toInstant();
        } catch (IOException e) {
            throw new EngineException.Internal("cannot read a spool: " + e.getMessage(), e);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Moves bytes from a pipe to the end. When the disk is full or takes nothing, they go to where there is still room.
     *
     * @return how many, 0 at the end of the pipe
     * @throws LinuxException EAGAIN when the pipe is empty, ENOSPC when there is no room anywhere
     */
    long fill(Fd pipe) {
        long moved;
        Segment tail;
        try {
            tail = writable();
            moved = tail.fill(pipe, store.capacity() - tail.length());
        } catch (LinuxException e) {
            tail = elsewhere(e);
            moved = tail.fill(pipe, store.capacity());
        }
        end = tail.end();
        return moved;
    }

    private Segment writable() {
        lock.lock();
        try {
            Segment tail = segments.peekLast();
            if (tail == null || tail.length() >= store.capacity()) {
                tail = store.make(end);
                segments.addLast(tail);
            }
            return tail;
        } finally {
            lock.unlock();
        }
    }

    /** A place for what the disk has no room for, or does not take any more since it became read-only. */
    private Segment elsewhere(LinuxException full) {
        if (!full.is(Errno.ENOSPC) && !full.is(Errno.EDQUOT) && !full.is(Errno.EROFS) && !full.is(Errno.EIO)) {
            throw full;
        }
        lock.lock();
        try {
            Optional<Segment> tail = Optional.ofNullable(segments.peekLast());
            if (tail.isPresent() && tail.equals(elsewhere)) {
                throw full; // no room there, either
            }
            if (tail.isPresent() && tail.get().length() == 0) {
                discard(segments.removeLast());
            }
            elsewhere = store.makeElsewhere(end);
            Segment made = elsewhere.orElseThrow(() -> full);
            segments.addLast(made);
            LOG.warn("{}; output waits in {}", full.getMessage(), made.path().orElseThrow());
            return made;
        } finally {
            lock.unlock();
        }
    }

    private void discard(Segment empty) {
        try {
            store.dispose(empty);
        } catch (EngineException e) {
            LOG.debug("an empty file stays until it is recovered", e);
        }
    }

    /** Some bytes from an offset on, as {@link Segment#bytes}. */
    ByteBuffer bytes(long offset, long most, ByteBuffer scratch) {
        return containing(offset).bytes(offset, most, scratch);
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
        throw new EngineException.Internal("the spool does not hold offset " + offset);
    }

    /** Deletes the segments that hold nothing from an offset on. The last one stays until it is full. */
    void release(long needed) {
        lock.lock();
        try {
            while (!segments.isEmpty() && isDone(segments.getFirst(), needed)) {
                store.dispose(segments.removeFirst());
            }
        } finally {
            lock.unlock();
        }
    }

    /** Looks first whether it can still grow: it does so without the lock, and what is added must not go with the rest. */
    private boolean isDone(Segment segment, long needed) {
        boolean isWhole = segments.size() > 1 || segment.length() >= store.capacity();
        return isWhole && segment.end() <= needed;
    }

    /** Takes the names of all segments away; what is open can still be read. */
    void unlink() {
        lock.lock();
        try {
            segments.forEach(store::unlink);
        } finally {
            lock.unlock();
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
