package dev.wharf.archive;

import java.util.concurrent.atomic.AtomicInteger;

/** A part of a stream that several threads read, and that returns to its pool when all have. */
final class Chunk {
    static final int BYTES = 256 * 1024;

    /** The end of a stream. */
    static final Chunk END = new Chunk(new byte[0]);

    /** The end of what can be had of a stream. */
    static final Chunk BROKEN = new Chunk(new byte[0]);

    private final byte[] bytes;
    private final AtomicInteger readers = new AtomicInteger();

    /** Set before the chunk is handed over. */
    private int length;

    private Chunk(byte[] bytes) {
        this.bytes = bytes;
    }

    static Chunk empty() {
        return new Chunk(new byte[BYTES]);
    }

    /** Whether nothing follows. */
    boolean isLast() {
        return this == END || this == BROKEN;
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    /** Tells how much is in it, and how many are going to read it. */
    void filled(int newLength, int newReaders) {
        length = newLength;
        readers.set(newReaders);
    }

    /** One has read it. */
    void release(ChunkPool pool) {
        if (readers.decrementAndGet() == 0) {
            pool.giveBack(this);
        }
    }
}
