package dev.wharf.archive;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.LinkedBlockingQueue;

/** Chunks that are not in use. They are few, so that whoever fills them waits for those who read them. */
final class ChunkPool {
    private static final int CHUNKS = 8;

    private final BlockingQueue<Chunk> free = new LinkedBlockingQueue<>();
    private int made;

    /**
     * A chunk to be filled, for the one thread that does so.
     *
     * @throws CancellationException when the thread is interrupted; it stays so
     */
    Chunk take() {
        if (free.isEmpty() && made < CHUNKS) {
            made++;
            return Chunk.empty();
        }
        try {
            return free.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        }
    }

    void giveBack(Chunk chunk) {
        free.add(chunk);
    }
}
