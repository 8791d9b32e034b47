package dev.wharf.engine.log;

import dev.wharf.linux.Fd;
import dev.wharf.linux.Flags;
import dev.wharf.linux.Kernel;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Segments in memory, for output that no log keeps: what clients have not yet got of it goes with the daemon, as they do
 * themselves. A few are used over and over, since the kernel takes longer to find fresh pages than to fill them.
 */
final class MemorySegments implements SegmentStore, AutoCloseable {
    private static final long CAPACITY = 1 << 20;
    private static final int SPARE = 4;

    private final Kernel kernel;
    private final BlockingQueue<Fd> spare = new ArrayBlockingQueue<>(SPARE);

    MemorySegments(Kernel kernel) {
        this.kernel = kernel;
    }

    @Override
    public long capacity() {
        return CAPACITY;
    }

    @Override
    public Segment make(long start) {
        Fd used = spare.poll();
        Fd memory = used == null ? kernel.descriptors().memfd("wharf-output", Flags.MFD_CLOEXEC) : used;
        return new Segment(kernel.descriptors(), Optional.empty(), memory, start, 0);
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
        if (!spare.offer(segment.file())) {
            segment.close();
        }
    }

    @Override
    public void close() {
        for (Fd memory = spare.poll(); memory != null; memory = spare.poll()) {
            memory.close();
        }
    }
}
