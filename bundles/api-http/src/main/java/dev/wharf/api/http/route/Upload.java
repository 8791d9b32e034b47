package dev.wharf.api.http.route;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bytes that a client uploads, and the work that is done with them on this thread: when the client leaves, reading
 * fails, or, once all has been read, the thread is interrupted.
 */
final class Upload implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Upload.class);

    private final Call call;
    private final Thread worker = Thread.currentThread();
    private final ReentrantLock lock = new ReentrantLock();
    private boolean isAtWork = true; // guarded by lock

    Upload(Call call) {
        this.call = call;
    }

    /** The bytes. */
    InputStream bytes() {
        return new Bytes(call.upload());
    }

    /** The work is done: an interruption that came late does not reach what this thread does next. */
    @Override
    public void close() {
        lock.lock();
        try {
            isAtWork = false;
            LOG.trace("interrupted in vain: {}", Thread.interrupted());
        } finally {
            lock.unlock();
        }
    }

    private void interrupt() {
        lock.lock();
        try {
            if (isAtWork) {
                worker.interrupt();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Watches for the departure of the client from the end of its upload on. */
    private final class Bytes extends FilterInputStream {
        private boolean isWatched;

        Bytes(InputStream body) {
            super(body);
        }

        @Override
        public int read() throws IOException {
            return watch(super.read());
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return watch(super.read(bytes, offset, length));
        }

        private int watch(int result) {
            if (result < 0 && !isWatched) {
                isWatched = true;
                call.onDeparture(Upload.this::interrupt);
            }
            return result;
        }
    }
}
