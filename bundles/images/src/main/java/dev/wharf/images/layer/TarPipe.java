package dev.wharf.images.layer;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.EngineException.Internal;
import dev.wharf.engine.api.EngineException.Unavailable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A tar that one thread makes while another one reads it. What the maker throws, the reader gets at the end of what was
 * made. To be read and closed by one thread; closing it ends the maker, and waits for that.
 */
public final class TarPipe extends InputStream {
    private static final Logger LOG = LoggerFactory.getLogger(TarPipe.class);
    private static final int PART = 256 * 1024;
    private static final int PARTS = 4;
    private static final byte[] END = {};
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final BlockingQueue<byte[]> parts = new ArrayBlockingQueue<>(PARTS);

    /** Full parts that were read, to be filled again. */
    private final BlockingQueue<byte[]> read = new ArrayBlockingQueue<>(PARTS);

    private volatile @Nullable Throwable failure = null; // written before the end is handed over
    private final Thread maker;
    private byte[] part = END;
    private int position = 0;
    private boolean isAtEnd = false;

    private TarPipe(String name, Maker making) {
        maker = new Thread(() -> run(making), name);
        maker.setDaemon(true);
    }

    /** Writes a tar. */
    @FunctionalInterface
    public interface Maker {
        /**
         * Writes the whole of it, without closing the stream.
         *
         * @throws IOException when the stream is closed
         */
        void writeTo(OutputStream tar) throws IOException;
    }

    /**
     * Begins to make a tar.
     *
     * @param name of the thread
     */
    public static TarPipe of(String name, Maker making) {
        var pipe = new TarPipe(name, making);
        pipe.maker.start();
        return pipe;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /**
     * Reads, and waits for the maker where needed.
     *
     * @throws EngineException that the maker threw; Internal for another failure of it, Unavailable when this thread is
     *     interrupted
     */
    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, buffer.length);
        if (length == 0) {
            return 0;
        }
        if (position == part.length && !isAtEnd) {
            next();
        }
        if (isAtEnd) {
            return -1;
        }
        int count = Math.min(length, part.length - position);
        System.arraycopy(part, position, buffer, offset, count);
        position += count;
        return count;
    }

    @Override
    public int available() {
        return part.length - position;
    }

    @Override
    public void close() {
        maker.interrupt();
        try {
            maker.join(PATIENCE.toMillis());
            if (maker.isAlive()) {
                LOG.warn("{} does not end", maker.getName());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void next() {
        if (part.length == PART && !read.offer(part)) {
            LOG.trace("a part more than are needed");
        }
        try {
            part = parts.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable("interrupted", e);
        }
        position = 0;
        isAtEnd = part.length == 0;
        if (isAtEnd) {
            Optional.ofNullable(failure).ifPresent(this::fail);
        }
    }

    private void fail(Throwable cause) {
        if (cause instanceof EngineException known) {
            throw known;
        }
        throw new Internal("cannot " + maker.getName() + ": " + cause.getMessage(), cause);
    }

    /** The root of the maker's thread: whatever escapes is for the reader. */
    private void run(Maker making) {
        try (var out = new PartStream()) {
            making.writeTo(out);
            out.flush();
        } catch (IOException | RuntimeException | Error e) {
            failure = e;
        }
        try {
            parts.put(END);
        } catch (InterruptedException ignored) {
            // The reader is gone, and nobody waits for the end.
        }
    }

    /** Hands parts over when they are full. */
    private final class PartStream extends OutputStream {
        private byte[] filling = new byte[PART];
        private int filled = 0;

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] buffer, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, buffer.length);
            int done = 0;
            while (done < length) {
                int count = Math.min(length - done, PART - filled);
                System.arraycopy(buffer, offset + done, filling, filled, count);
                filled += count;
                done += count;
                if (filled == PART) {
                    handOver(filling);
                    filling = Optional.ofNullable(read.poll()).orElseGet(() -> new byte[PART]);
                }
            }
        }

        /** Parts are handed over when they are full; only the last one goes with the end. */
        @Override
        public void flush() {}

        @Override
        public void close() throws IOException {
            if (filled > 0) {
                handOver(Arrays.copyOf(filling, filled));
            }
        }

        private void handOver(byte[] full) throws IOException {
            try {
                parts.put(full);
                filled = 0;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                var closed = new InterruptedIOException("the reader has gone");
                closed.initCause(e);
                throw closed;
            }
        }
    }
}
