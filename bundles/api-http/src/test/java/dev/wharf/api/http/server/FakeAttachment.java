package dev.wharf.api.http.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wharf.engine.api.EngineException.Internal;
import dev.wharf.engine.api.container.Attachment;
import dev.wharf.engine.api.container.StreamSink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;

/** A container's output that the test writes, and its input that the test reads. */
final class FakeAttachment implements Attachment {
    /** A piece of output. */
    private record Piece(StreamSink.Stream stream, byte[] bytes, boolean isFailure) {}

    private static final Piece END = new Piece(StreamSink.Stream.STDOUT, new byte[0], false);

    final CountDownLatch inputEnded = new CountDownLatch(1);
    final CountDownLatch closed = new CountDownLatch(1);

    private final boolean hasTerminal;
    private final boolean withInput;
    private final BlockingQueue<Piece> pieces = new LinkedBlockingQueue<>();
    private final ByteArrayOutputStream input = new ByteArrayOutputStream() {
        @Override
        public void close() {
            inputEnded.countDown();
        }
    };

    FakeAttachment(boolean hasTerminal, boolean withInput) {
        this.hasTerminal = hasTerminal;
        this.withInput = withInput;
    }

    void out(String text) {
        pieces.add(new Piece(StreamSink.Stream.STDOUT, text.getBytes(UTF_8), false));
    }

    void err(String text) {
        pieces.add(new Piece(StreamSink.Stream.STDERR, text.getBytes(UTF_8), false));
    }

    /** Makes the copying fail. */
    void fail(String message) {
        pieces.add(new Piece(StreamSink.Stream.STDERR, message.getBytes(UTF_8), true));
    }

    void end() {
        pieces.add(END);
    }

    String input() {
        return input.toString(UTF_8);
    }

    @Override
    public boolean hasTerminal() {
        return hasTerminal;
    }

    @Override
    public Optional<OutputStream> stdin() {
        return withInput ? Optional.of(input) : Optional.empty();
    }

    @Override
    public void copyTo(StreamSink sink) throws IOException {
        try {
            for (Piece piece = pieces.take(); !piece.equals(END); piece = pieces.take()) {
                if (piece.isFailure()) {
                    throw new Internal(new String(piece.bytes(), UTF_8));
                }
                sink.write(piece.stream(), ByteBuffer.wrap(piece.bytes()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException().initCause(e);
        }
    }

    @Override
    public void close() {
        closed.countDown();
        pieces.add(END);
    }
}
