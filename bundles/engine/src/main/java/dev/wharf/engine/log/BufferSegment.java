package dev.wharf.engine.log;

import dev.wharf.linux.DescriptorCalls;
import dev.wharf.linux.Fd;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** A segment in the memory of the daemon: read from the pipe once, and written to clients from where it lies. */
final class BufferSegment implements Segment {
    private final DescriptorCalls calls;
    private final ByteBuffer buffer;
    private final Consumer<ByteBuffer> giveBack;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final long start;
    private volatile long length;

    BufferSegment(DescriptorCalls calls, ByteBuffer buffer, Consumer<ByteBuffer> giveBack, long start) {
        this.calls = calls;
        this.buffer = buffer;
        this.giveBack = giveBack;
        this.start = start;
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
        return Optional.empty();
    }

    @Override
    public long fill(Fd pipe, long most) {
        int before = (int) length;
        long moved = calls.read(pipe, buffer.slice(before, (int) Math.min(most, buffer.capacity() - before)));
        length = before + moved;
        return moved;
    }

    @Override
    public ByteBuffer bytes(long offset, long most, ByteBuffer scratch) {
        return buffer.slice((int) (offset - start), (int) Math.min(most, end() - offset));
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            giveBack.accept(buffer);
        }
    }
}
