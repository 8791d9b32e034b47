package dev.wharf.api.http.route;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The body of an answer whose beginning is held back: a short one goes out in one piece with its length, and one that
 * fails early still gets the status of its error. Large pieces pass as they are. One that is not closed is not ended, so
 * that the client sees that it is not complete.
 */
final class HeldBody extends AnswerBody {
    private static final int SIZE = 64 * 1024;

    /** Sends the head of an answer. */
    @FunctionalInterface
    interface Beginning {
        /**
         * Sends the head.
         *
         * @throws IOException when the client is gone
         */
        AnswerBody begin() throws IOException;
    }

    private final Beginning beginning;
    private final Consumer<byte[]> whole;
    private final ByteBuffer held = ByteBuffer.allocate(SIZE);
    private Optional<AnswerBody> body = Optional.empty();
    private boolean isOpen = true;

    /**
     * A body of which nothing has been sent.
     *
     * @param beginning begins an answer of unknown length
     * @param whole answers with these bytes
     */
    HeldBody(Beginning beginning, Consumer<byte[]> whole) {
        this.beginning = beginning;
        this.whole = whole;
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
        int size = bytes.remaining();
        if (size > held.remaining()) {
            drain();
        }
        if (size >= SIZE) {
            begun().write(bytes);
        } else {
            held.put(bytes);
        }
        return size;
    }

    @Override
    public boolean isOpen() {
        return isOpen;
    }

    @Override
    public void close() throws IOException {
        if (isOpen) {
            isOpen = false;
            if (body.isEmpty()) {
                whole.accept(Arrays.copyOf(held.array(), held.position()));
            } else {
                drain();
                body.get().close();
            }
        }
    }

    private void drain() throws IOException {
        if (held.position() > 0) {
            begun().write(held.flip());
            held.clear();
        }
    }

    private AnswerBody begun() throws IOException {
        if (body.isEmpty()) {
            body = Optional.of(beginning.begin());
        }
        return body.get();
    }
}
