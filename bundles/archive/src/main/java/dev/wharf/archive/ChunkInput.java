package dev.wharf.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/** Reads chunks that another thread hands over. One thread hands over, one reads. */
final class ChunkInput extends InputStream {
    private final BlockingQueue<Chunk> pool;
    private final BlockingQueue<Chunk> filled = new LinkedBlockingQueue<>();
    private Optional<Chunk> current = Optional.empty();
    private int position;

    /** Gives chunks back to a pool, which bounds how many are on their way. */
    ChunkInput(BlockingQueue<Chunk> pool) {
        this.pool = pool;
    }

    /** Hands a chunk over; never waits. */
    void add(Chunk chunk) {
        filled.add(chunk);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, buffer.length);
        Chunk chunk = chunk();
        if (chunk == Chunk.END || length == 0) {
            return length == 0 ? 0 : -1;
        }
        checkWhole(chunk);
        int part = Math.min(length, chunk.length() - position);
        System.arraycopy(chunk.bytes(), position, buffer, offset, part);
        position += part;
        if (position == chunk.length()) {
            chunk.release(pool);
            current = Optional.empty();
        }
        return part;
    }

    /**
     * Gives all chunks that are left, each for the time of the call.
     *
     * @throws IOException when the stream was given up
     */
    void forEach(Consumer<Chunk> action) throws IOException {
        for (Chunk chunk = chunk(); chunk != Chunk.END; chunk = chunk()) {
            checkWhole(chunk);
            action.accept(chunk);
            chunk.release(pool);
            current = Optional.empty();
        }
    }

    /** Lets all that is left go by. */
    void drain() throws IOException {
        for (Chunk chunk = chunk(); !chunk.isLast(); chunk = chunk()) {
            chunk.release(pool);
            current = Optional.empty();
        }
    }

    private static void checkWhole(Chunk chunk) throws IOException {
        if (chunk == Chunk.BROKEN) {
            throw new IOException("the stream was given up");
        }
    }

    private Chunk chunk() throws IOException {
        if (current.isEmpty()) {
            try {
                current = Optional.of(filled.take());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted");
            }
            position = 0;
        }
        return current.get();
    }
}
