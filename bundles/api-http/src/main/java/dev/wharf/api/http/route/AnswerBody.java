package dev.wharf.api.http.route;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.concurrent.CompletableFuture;

/**
 * The body of an answer. Takes arrays and buffers, also direct ones, without copying them; each write blocks until the
 * connection has taken all of it, and closing ends the answer. Belongs to one thread.
 */
public abstract class AnswerBody extends OutputStream implements WritableByteChannel {

    /**
     * Writes all remaining bytes.
     *
     * @throws IOException when the client is gone
     */
    @Override
    public abstract int write(ByteBuffer bytes) throws IOException;

    /**
     * Sends bytes, where possible without blocking; the next ones must wait for the result.
     *
     * @return completes when the connection has taken them, fails when the client is gone
     */
    public CompletableFuture<Void> send(ByteBuffer bytes) {
        try {
            write(bytes);
            return CompletableFuture.completedFuture(null);
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public final void write(byte[] bytes, int offset, int length) throws IOException {
        write(ByteBuffer.wrap(bytes, offset, length));
    }

    @Override
    public final void write(int octet) throws IOException {
        write(ByteBuffer.wrap(new byte[] {(byte) octet}));
    }
}
