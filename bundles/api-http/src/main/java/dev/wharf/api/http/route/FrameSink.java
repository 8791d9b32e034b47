package dev.wharf.api.http.route;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wharf.engine.api.container.StreamSink;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/**
 * Writes the output of a container to a client: raw, or each piece behind the 8 bytes of Docker's stdcopy (stream,
 * three zeros, length in network order).
 */
final class FrameSink implements StreamSink {
    private static final int HEADER_SIZE = 8;
    private static final byte STDOUT = 1;
    private static final byte STDERR = 2;

    private final Conversation.Output output;
    private final boolean isFramed;

    FrameSink(Conversation.Output output, boolean isFramed) {
        this.output = output;
        this.isFramed = isFramed;
    }

    /** A sink into the body of an answer. Each piece is one write. */
    static FrameSink into(OutputStream body, boolean isFramed) {
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

    /** Sends what belongs together as one write; its memory is used again, since a write ends when all is sent. */
    private static final class BodyOutput implements Conversation.Output {
        private final OutputStream body;
        private byte[] bytes = new byte[0];

        BodyOutput(OutputStream body) {
            this.body = body;
        }

        @Override
        public void write(ByteBuffer... buffers) throws IOException {
            int size = 0;
            for (ByteBuffer buffer : buffers) {
                size += buffer.remaining();
            }
            ByteBuffer all = ByteBuffer.wrap(room(size));
            for (ByteBuffer buffer : buffers) {
                all.put(buffer);
            }
            body.write(bytes, 0, size);
        }

        private byte[] room(int size) {
            if (bytes.length < size) {
                bytes = new byte[size];
            }
            return bytes;
        }
    }
}
