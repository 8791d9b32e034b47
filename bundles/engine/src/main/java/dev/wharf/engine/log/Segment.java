package dev.wharf.engine.log;

import dev.wharf.linux.DescriptorCalls;
import dev.wharf.linux.Fd;
import dev.wharf.linux.Flags;
import dev.wharf.linux.Kernel;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** One file of a spool. One thread fills it; others read what was filled before. */
final class Segment implements AutoCloseable {
    private final DescriptorCalls calls;
    private final Path path;
    private final Fd file;
    private final long start;
    private volatile long length;

    private Segment(DescriptorCalls calls, Path path, Fd file, long start, long length) {
        this.calls = calls;
        this.path = path;
        this.file = file;
        this.start = start;
        this.length = length;
    }

    /** Opens a file of a given length, or makes it; the stream's bytes from {@code start} on are its content. */
    static Segment open(Kernel kernel, Path path, long start, long length) {
        Fd file = kernel.files().open(path.toString(), Flags.O_RDWR | Flags.O_CREAT, 0600);
        return new Segment(kernel.descriptors(), path, file, start, length);
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

    Path path() {
        return path;
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
