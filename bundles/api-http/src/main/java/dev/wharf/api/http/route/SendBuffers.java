package dev.wharf.api.http.route;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;

/**
 * Memory from which the kernel sends without a copy, lent for the time of one write. Only so many pieces are lent at a time, as
 * clients that do not read keep theirs. Thread-safe.
 */
final class SendBuffers {
    /** A large piece of a log with its header. */
    private static final int SIZE = 256 * 1024;

    private final Semaphore free;
    private final BlockingQueue<ByteBuffer> idle;

    /**
     * Lends.
     *
     * @param most how many at a time
     * @param kept how many are not let go of while nobody has them
     */
    SendBuffers(int most, int kept) {
        free = new Semaphore(most);
        idle = new ArrayBlockingQueue<>(kept);
    }

    /** An empty one with room for so many bytes, if there is one left; to be given back. */
    Optional<ByteBuffer> lend(int size) {
        if (size > SIZE || !free.tryAcquire()) {
            return Optional.empty();
        }
        return Optional.ofNullable(idle.poll())
                .or(() -> Optional.of(ByteBuffer.allocateDirect(SIZE)))
                .map(ByteBuffer::clear);
    }

    /**
     * Takes one back.
     *
     * @param isFree whether nobody reads from it any more; after a write that failed somebody still may
     */
    void giveBack(ByteBuffer lent, boolean isFree) {
        boolean ignored = isFree && idle.offer(lent);
        free.release();
    }
}
