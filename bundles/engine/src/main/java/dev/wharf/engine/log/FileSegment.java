package dev.wharf.engine.log;

import dev.wharf.linux.DescriptorCalls;
import dev.wharf.linux.Fd;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;

/** A segment in a file, with a name on a disk or without one in memory. */
final class FileSegment implements Segment {
    private final DescriptorCalls calls;
    private final Optional<Path> path;
    private final Fd file;
    private final long start;
    private volatile long length;

    /** The stream's bytes from {@code start} on are the content of the file, so many at present. */
    FileSegment(DescriptorCalls calls, Optional<Path> path, Fd file, long start, long length) {
        this.calls = calls;
        this.path = path;
        this.file = file;
        this.start = start;
        this.length = length;
    }

    @Override
    public long start() {
        return start;
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public Optional<Path> path() {
        return path;
    }

    @Override
    public long fill(Fd pipe, long most) {
        long before = length;
        long moved = calls.splice(pipe, file, before, most);
        length = before + moved;
        return moved;
    }

    @Override
    public ByteBuffer bytes(long offset, long most, ByteBuffer scratch) {
        scratch.clear().limit((int) Math.min(scratch.capacity(), Math.min(most, end() - offset)));
        int bytes = calls.pread(file, scratch, offset - start);
        return scratch.position(0).limit(bytes);
    }

    @Override
    public void close() {
        file.close();
    }
}
