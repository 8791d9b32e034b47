package dev.wharf.api.http.route;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wharf.engine.api.container.StreamSink;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Writes the output of a container to a client: raw, or each piece behind the 8 bytes of Docker's stdcopy (stream,
 * three zeros, length in network order).
 */
final class FrameSink implements StreamSink {
    private static final int HEADER_SIZE = 8;
    /** Up to that size memory of the heap serves, which costs nothing to make; most logs are short. */
    private static final int SMALL = 8 * 1024;

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
     * Sends what belongs together as one write. It is copied once, into memory that the kernel can read; that is used again,
     * since a write ends when all is sent.
     */
    private static final class BodyOutput implements Conversation.Output {
        private final AnswerBody body;
        private ByteBuffer together = ByteBuffer.allocate(0);

        BodyOutput(AnswerBody body) {
            this.body = body;
        }

        @Override
        public void write(ByteBuffer... buffers) throws IOException {
            int size = 0;
            for (ByteBuffer buffer : buffers) {
                size += buffer.remaining();
            }
            ByteBuffer all = room(size);
            for (ByteBuffer buffer : buffers) {
                all.put(buffer);
            }
            body.write(all.flip());
        }

        private ByteBuffer room(int size) {
            if (together.capacity() < size) {
                together = size < SMALL ? ByteBuffer.allocate(SMALL) : ByteBuffer.allocateDirect(size);
            }
            return together.clear();
        }
    }
}
