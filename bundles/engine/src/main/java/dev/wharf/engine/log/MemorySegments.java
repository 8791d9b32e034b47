package dev.wharf.engine.log;

import dev.wharf.linux.Flags;
import dev.wharf.linux.Kernel;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Segments in memory, for output that no log keeps: what clients have not yet got of it goes with the daemon, as they do
 * themselves. Some are in the daemon's own memory; when many wait, the others are in files without names, which the
 * kernel may swap out.
 */
final class MemorySegments implements SegmentStore {
    private static final int CAPACITY = 256 << 10;
    private static final int MOST_BUFFERS = 64;
    private static final int MOST_SPARE = 8;

    private final Kernel kernel;
    private final Queue<ByteBuffer> spare = new ConcurrentLinkedQueue<>();
    private final AtomicInteger spares = new AtomicInteger();
    private final AtomicInteger buffers = new AtomicInteger();

    MemorySegments(Kernel kernel) {
        this.kernel = kernel;
    }

    @Override
    public long capacity() {
        return CAPACITY;
    }

    @Override
    public Segment make(long start) {
        ByteBuffer used = spare.poll();
        if (used != null) {
            spares.decrementAndGet();
            return inBuffer(used, start);
        }
        if (buffers.incrementAndGet() <= MOST_BUFFERS) {
            return inBuffer(ByteBuffer.allocateDirect(CAPACITY), start);
        }
        buffers.decrementAndGet();
        return new FileSegment(
                kernel.descriptors(),
                Optional.empty(),
                kernel.descriptors().memfd("wharf-output", Flags.MFD_CLOEXEC),
                start,
                0);
    }

    private Segment inBuffer(ByteBuffer buffer, long start) {
        return new BufferSegment(kernel.descriptors(), buffer, this::giveBack, start);
    }

    private void giveBack(ByteBuffer buffer) {
        if (spares.incrementAndGet() <= MOST_SPARE) {
            spare.add(buffer);
        } else {
            spares.decrementAndGet();
            buffers.decrementAndGet();
        }
    }

    @Override
    public Optional<Segment> makeElsewhere(long start) {
        return Optional.empty();
    }

    @Override
    public void unlink(Segment segment) {
        // it has no name
    }

    @Override
    public void dispose(Segment segment) {
        segment.close();
    }
}
