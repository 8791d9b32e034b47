package dev.wharf.engine.log;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/** The input of a container as one client has it. Before the container runs, writing waits for that. */
final class StdinStream extends OutputStream {
    private static final int CHUNK = 64 << 10;

    private final CompletableFuture<Optional<StdinPipe>> pipe = new CompletableFuture<>();
    private final Optional<Runnable> detach;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile boolean abandoned;
    private Optional<ByteBuffer> buffer = Optional.empty();

    /**
     * Makes the input.
     *
     * @param detach what the end of the client's input does; empty when it ends that of the container
     */
    StdinStream(Optional<Runnable> detach) {
        this.detach = detach;
    }

    /** The container runs, or never will. */
    void board(Optional<OutputRun> run) {
        pipe.complete(run.flatMap(OutputRun::stdin));
    }

    @Override
    public void write(int single) throws IOException {
        write(new byte[] {(byte) single}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        StdinPipe into = boarded().orElseThrow(() -> new IOException("the container takes no input any more"));
        ByteBuffer chunk = buffer.orElseGet(() -> ByteBuffer.allocateDirect(CHUNK));
        buffer = Optional.of(chunk);
        for (int done = 0; done < length; done += CHUNK) {
            chunk.clear()
                    .put(bytes, offset + done, Math.min(CHUNK, length - done))
                    .flip();
            into.write(chunk, () -> abandoned || closed.get());
        }
    }

    private Optional<StdinPipe> boarded() throws IOException {
        try {
            return pipe.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the container was not yet running", e);
        } catch (ExecutionException e) {
            throw new IOException("the input of the container cannot be opened", e);
        }
    }

    @Override
    public void close() throws IOException {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        if (detach.isPresent()) {
            detach.get().run();
        } else {
            Optional<StdinPipe> open = boarded();
            if (open.isPresent()) {
                open.get().shut();
            }
        }
    }

    /** The client has left: nobody waits for a start any more, and one who writes stops. */
    void abandon() {
        abandoned = true;
        pipe.complete(Optional.empty());
        pipe.getNow(Optional.empty()).ifPresent(StdinPipe::wake);
    }
}
