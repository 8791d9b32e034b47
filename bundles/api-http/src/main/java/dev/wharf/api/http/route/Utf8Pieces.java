package dev.wharf.api.http.route;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Cuts a stream of bytes where a character ends, since each text frame of a websocket must be UTF-8 of its own (RFC
 * 6455, section 5.6). What is no UTF-8 passes as it is. Belongs to one thread.
 */
final class Utf8Pieces {
    private static final int LONGEST = 4;

    /** Takes the pieces. */
    @FunctionalInterface
    interface Sink {
        /**
         * Takes a piece that is not empty.
         *
         * @throws IOException when it cannot be taken
         */
        void take(ByteBuffer piece) throws IOException;
    }

    private final Sink sink;
    private ByteBuffer begun = ByteBuffer.allocate(0);

    Utf8Pieces(Sink sink) {
        this.sink = sink;
    }

    /** Passes all whole characters on. */
    void write(ByteBuffer bytes) throws IOException {
        ByteBuffer all = begun.hasRemaining() ? joined(begun, bytes) : bytes.duplicate();
        bytes.position(bytes.limit());
        int tail = unfinished(all);
        int end = all.limit() - tail;
        begun = ByteBuffer.allocate(tail).put(all.duplicate().position(end)).flip();
        all.limit(end);
        if (all.hasRemaining()) {
            sink.take(all);
        }
    }

    /** Passes on what is left. */
    void end() throws IOException {
        if (begun.hasRemaining()) {
            sink.take(begun);
        }
    }

    private static ByteBuffer joined(ByteBuffer first, ByteBuffer second) {
        return ByteBuffer.allocate(first.remaining() + second.remaining())
                .put(first)
                .put(second.duplicate())
                .flip();
    }

    /** How many bytes at the end are the beginning of a character. */
    private static int unfinished(ByteBuffer bytes) {
        for (int back = 1; back < LONGEST && back <= bytes.remaining(); back++) {
            int octet = bytes.get(bytes.limit() - back) & 0xFF;
            if (octet < 0x80 || octet >= 0xC0) {
                return length(octet) > back ? back : 0;
            }
        }
        return 0;
    }

    private static int length(int first) {
        if (first < 0xC0 || first >= 0xF8) {
            return 1;
        }
        return first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    }
}
