package dev.wharf.networks.relay;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** One direction of a pair. What cannot be written yet is kept, and nothing is read meanwhile. */
final class Stream {
    private static final int BYTES = 32 * 1024;

    private final SocketChannel source;
    private final SocketChannel sink;
    private final ByteBuffer pending = ByteBuffer.allocateDirect(BYTES).limit(0); // what was read and not written
    private boolean sawEnd;
    private boolean toldEnd;

    Stream(SocketChannel source, SocketChannel sink) {
        this.source = source;
        this.sink = sink;
    }

    /** Moves what there is, once. */
    void pump() throws IOException {
        write();
        if (canRead()) {
            pending.clear();
            sawEnd = source.read(pending) < 0;
            pending.flip();
            write();
        }
        if (sawEnd && !pending.hasRemaining() && !toldEnd) {
            sink.shutdownOutput();
            toldEnd = true;
        }
    }

    private void write() throws IOException {
        if (pending.hasRemaining()) {
            sink.write(pending);
        }
    }

    boolean canRead() {
        return !sawEnd && !pending.hasRemaining();
    }

    boolean canWrite() {
        return pending.hasRemaining();
    }

    boolean hasEnded() {
        return toldEnd;
    }
}
