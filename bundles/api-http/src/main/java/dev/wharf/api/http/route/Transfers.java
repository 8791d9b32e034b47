package dev.wharf.api.http.route;

import dev.wharf.engine.api.EngineException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Lets only so many clients send or take archives at a time: each needs large buffers for as long as its client likes. The
 * others wait for their turn. Thread-safe.
 */
final class Transfers {
    /** For files: a buffer of 256 KiB outside the heap, and as much inside. */
    static final int FILES = 1;

    /** For an image, whose layers are made or taken apart by further threads: 3.5 MiB in a heap of 256. */
    static final int IMAGE = 8;

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Duration patience;
    private final Semaphore places;

    /** With places for so many clients that send or take files; the next one waits for a minute. */
    Transfers(int places) {
        this(places, PATIENCE);
    }

    Transfers(int places, Duration patience) {
        this.patience = patience;
        this.places = new Semaphore(places, true);
    }

    /**
     * A handler that serves a call when its turn has come.
     *
     * @param size how many places it takes
     */
    Handler inTurn(int size, Handler handler) {
        return (call, reply) -> run(size, () -> handler.serve(call, reply));
    }

    /** What is done for one client. */
    @FunctionalInterface
    interface Transfer {
        void run() throws IOException;
    }

    /**
     * Waits for its turn, and does it.
     *
     * @throws EngineException Unavailable when that takes too long
     * @throws IOException when the client is gone
     */
    void run(int size, Transfer transfer) throws IOException {
        if (!isAdmitted(size)) {
            throw new EngineException.Unavailable(
                    "too many archives are being sent or taken at present; try again in a moment");
        }
        try {
            transfer.run();
        } finally {
            places.release(size);
        }
    }

    private boolean isAdmitted(int size) {
        try {
            return places.tryAcquire(size, patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
