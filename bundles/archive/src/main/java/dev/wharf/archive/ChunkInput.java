package dev.wharf.archive;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/** Reads chunks that another thread hands over. One thread hands over, one reads. */
final class ChunkInput extends InputStream {
    private final ChunkPool pool;
    private final BlockingQueue<Chunk> filled = new LinkedBlockingQueue<>();
    private Optional<Chunk> current = Optional.empty();
    private int position;

    /** Gives chunks back to a pool, which bounds how many are on their way. */
    ChunkInput(ChunkPool pool) {
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
        if (chunk == Chunk.BROKEN) {
            throw new IOException("the stream was given up");
        }
        if (chunk == Chunk.END || length == 0) {
            return length == 0 ? 0 : -1;
        }
        int part = Math.min(length, chunk.length() - position);
        System.arraycopy(chunk.bytes(), position, buffer, offset, part);
        position += part;
        if (position == chunk.length()) {
            release(chunk);
        }
        return part;
    }

    /**
     * Gives all chunks that are left, each for the time of the call.
     *
     * @return whether the stream came to its end
     */
    boolean forEach(Consumer<Chunk> action) {
        for (Chunk chunk = chunk(); !chunk.isLast(); chunk = chunk()) {
            action.accept(chunk);
            release(chunk);
        }
        return chunk() == Chunk.END;
    }

    /** Lets all that is left go by, even when interrupted: whoever fills chunks must not wait in vain for free ones. */
    void drain() {
        boolean interrupted = Thread.interrupted();
        while (current.filter(Chunk::isLast).isEmpty()) {
            try {
                release(current.isPresent() ? current.get() : filled.take());
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void release(Chunk chunk) {
        if (chunk.isLast()) {
            current = Optional.of(chunk);
        } else {
            current = Optional.empty();
            chunk.release(pool);
        }
    }

    private Chunk chunk() {
        if (current.isEmpty()) {
            try {
                current = Optional.of(filled.take());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CancellationException("interrupted");
            }
            position = 0;
        }
        return current.get();
    }
}
