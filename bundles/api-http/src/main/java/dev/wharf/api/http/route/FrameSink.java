package dev.wharf.api.http.route;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wharf.engine.api.container.StreamSink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Writes the output of a container to a client: raw, or each piece behind the 8 bytes of Docker's stdcopy (stream,
 * three zeros, length in network order).
 */
final class FrameSink implements StreamSink {
    private static final int HEADER_SIZE = 8;
    /** Up to that size memory of the heap serves, which costs nothing to make; most logs are short. */
    private static final int SMALL = 8 * 1024;

    private static final SendBuffers LARGE = new SendBuffers(64, 16);

    private static final byte STDOUT = 1;
    private static final byte STDERR = 2;

    private final Conversation.Output output;
    private final boolean isFramed;

    FrameSink(Conversation.Output output, boolean isFramed) {
        this.output = output;
        this.isFramed = isFramed;
    }

    /** A sink into the body of an answer. Each piece is one write. */
    static FrameSink into(AnswerBody body, boolean isFramed) {
        return new FrameSink(new BodyOutput(body), isFramed);
    }

    @Override
    public void write(Stream stream, ByteBuffer bytes) throws IOException {
        if (!isFramed) {
            output.write(bytes);
        } else if (bytes.hasRemaining()) {
            ByteBuffer header = ByteBuffer.allocate(HEADER_SIZE);
            header.put(0, stream == Stream.STDERR ? STDERR : STDOUT);
            header.putInt(4, bytes.remaining());
            output.write(header, bytes);
        }
    }

    /** Writes a text of the daemon as standard output. */
    void say(String text) throws IOException {
        write(Stream.STDOUT, ByteBuffer.wrap(text.getBytes(UTF_8)));
    }

    /**
     * Sends what belongs together as one write, or, when it is much and many clients are slow, as several small ones. It is
     * copied once.
     */
    private static final class BodyOutput implements Conversation.Output {
        private final AnswerBody body;
        private ByteBuffer small = ByteBuffer.allocate(0);

        BodyOutput(AnswerBody body) {
            this.body = body;
        }

        @Override
        public void write(ByteBuffer... buffers) throws IOException {
            int size = 0;
            for (ByteBuffer buffer : buffers) {
                size += buffer.remaining();
            }
            Optional<ByteBuffer> large = size > SMALL ? LARGE.lend(size) : Optional.empty();
            if (large.isEmpty()) {
                writeThrough(room(Math.min(size, SMALL)), buffers);
                return;
            }
            boolean isSent = false;
            try {
                writeThrough(large.get(), buffers);
                isSent = true;
            } finally {
                LARGE.giveBack(large.get(), isSent);
            }
        }

        /** Fills a piece of memory and sends it, as often as it takes. */
        private void writeThrough(ByteBuffer piece, ByteBuffer... buffers) throws IOException {
            for (ByteBuffer buffer : buffers) {
                while (buffer.hasRemaining()) {
                    if (!piece.hasRemaining()) {
                        send(piece);
                    }
                    int count = Math.min(piece.remaining(), buffer.remaining());
                    piece.put(buffer.slice(buffer.position(), count));
                    buffer.position(buffer.position() + count);
                }
            }
            send(piece);
        }

        private void send(ByteBuffer piece) throws IOException {
            int ignored = body.write(piece.flip());
            piece.clear();
        }

        private ByteBuffer room(int size) {
            if (small.capacity() < size) {
                small = ByteBuffer.allocate(size);
            }
            return small.clear();
        }
    }
}
