package dev.wharf.engine.log;

import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** Lends blocks of memory to those who move output at this moment, so that idle containers hold none. Thread-safe. */
final class Blocks {
    private static final int BYTES = 256 << 10;
    private static final int KEPT = 8;

    /** A block of memory: read by the kernel into one half, worked on in the other. */
    static final class Block {
        private final ByteBuffer direct = ByteBuffer.allocateDirect(BYTES);
        private final byte[] bytes = new byte[BYTES];
        private int used;

        private Block() {}

        ByteBuffer direct() {
            return direct;
        }

        byte[] bytes() {
            return bytes;
        }

        /** How many of the bytes are in use. */
        int used() {
            return used;
        }

        int room() {
            return BYTES - used;
        }

        /** Copies what remains of a buffer behind the bytes in use; returns how many. */
        int takeOver(ByteBuffer source) {
            int length = source.remaining();
            source.get(bytes, used, length);
            used += length;
            return length;
        }
    }

    private final BlockingQueue<Block> free = new ArrayBlockingQueue<>(KEPT);

    Block borrow() {
        Block block = free.poll();
        return block == null ? new Block() : block;
    }

    void giveBack(Block block) {
        block.used = 0;
        free.offer(block);
    }
}
