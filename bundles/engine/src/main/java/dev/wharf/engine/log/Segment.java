package dev.wharf.engine.log;

import dev.wharf.linux.DescriptorCalls;
import dev.wharf.linux.Fd;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;

/** One file of a spool. One thread fills it; others read what was filled before. */
final class Segment implements AutoCloseable {
    private final DescriptorCalls calls;
    private final Optional<Path> path;
    private final Fd file;
    private final long start;
    private volatile long length;

    /** The stream's bytes from {@code start} on are the content of the file, so many at present. */
    Segment(DescriptorCalls calls, Optional<Path> path, Fd file, long start, long length) {
        this.calls = calls;
        this.path = path;
        this.file = file;
        this.start = start;
        this.length = length;
    }

    long end() {
        return start + length;
    }

    long start() {
        return start;
    }

    long length() {
        return length;
    }

    /** Its name; empty for one in memory. */
    Optional<Path> path() {
        return path;
    }

    Fd file() {
        return file;
    }

    /** Moves bytes from a pipe to the end; returns how many, 0 at the end of the pipe. */
    long fill(Fd pipe, long most) {
        long before = length;
        long moved = calls.splice(pipe, file, before, most);
        length = before + moved;
        return moved;
    }

    /** Reads at an offset of the stream, at most to the end of this segment. */
    int read(long offset, ByteBuffer buffer) {
        int limit = buffer.limit();
        buffer.limit((int) Math.min(limit, buffer.position() + end() - offset));
        int bytes = calls.pread(file, buffer, offset - start);
        buffer.limit(limit);
        return bytes;
    }

    @Override
    public void close() {
        file.close();
    }
}
