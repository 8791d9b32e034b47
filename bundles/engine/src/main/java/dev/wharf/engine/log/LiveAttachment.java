package dev.wharf.engine.log;

import dev.wharf.drivers.DriverErrors;
import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.container.AttachOptions;
import dev.wharf.engine.api.container.Attachment;
import dev.wharf.engine.api.container.StreamSink;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.log.LogStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** A client that sees what a container writes as it comes in, perhaps after all that it has written before. */
final class LiveAttachment implements Attachment {
    private static final int MOST = 256 << 10;
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final OutputSpec spec;
    private final AttachOptions options;
    private final OutputTools tools;
    private final Optional<LogReplay> replay;
    private final Optional<StdinStream> stdin;
    private final CompletableFuture<Optional<SpoolReader>> output = new CompletableFuture<>();
    private final SourceLife life = new SourceLife(this::release);

    LiveAttachment(OutputSpec spec, AttachOptions options, OutputTools tools, Optional<LogReplay> replay) {
        this.spec = spec;
        this.options = options;
        this.tools = tools;
        this.replay = replay;
        this.stdin = options.stream() && options.stdin() && spec.openStdin()
                ? Optional.of(new StdinStream(detach(spec)))
                : Optional.empty();
    }

    /** Docker 1.9 ends the client's output with its input, unless that ends the container's (container.go, attach). */
    private Optional<Runnable> detach(OutputSpec of) {
        return of.stdinOnce() && !of.terminal() ? Optional.empty() : Optional.of(this::close);
    }

    /** A run is there, or there will be none: what it writes from now on is for this client. */
    void board(Optional<OutputRun> run) {
        stdin.ifPresent(input -> input.board(run));
        if (replay.isEmpty()) {
            take(run.map(running -> running.spool().join()));
        }
    }

    private void take(Optional<SpoolReader> reader) {
        if (!output.complete(reader)) {
            reader.ifPresent(SpoolReader::close);
        }
    }

    @Override
    public boolean hasTerminal() {
        return spec.terminal();
    }

    @Override
    public Optional<OutputStream> stdin() {
        return stdin.map(OutputStream.class::cast);
    }

    @Override
    public void copyTo(StreamSink sink) throws IOException {
        if (!life.begin()) {
            return;
        }
        try {
            if (replay.isPresent()) {
                replay.get().copyTo(sink, life);
                if (options.stream() && !life.isClosed()) {
                    replay.get().switchOver(sink, this::take);
                }
            }
            if (options.stream()) {
                copyLive(sink);
            }
        } catch (DriverException e) {
            throw DriverErrors.translate(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineException.Unavailable("interrupted while attached to " + spec.id(), e);
        } finally {
            life.end();
        }
    }

    private void copyLive(StreamSink sink) throws IOException, InterruptedException {
        Optional<SpoolReader> joined = joined();
        if (joined.isEmpty()) {
            return;
        }
        SpoolReader reader = joined.get();
        deliver(reader, sink);
        while (!life.isClosed() && !reader.isAtEnd()) {
            reader.await(LOOK_AGAIN);
            deliver(reader, sink);
        }
    }

    private Optional<SpoolReader> joined() throws InterruptedException {
        try {
            return output.get();
        } catch (ExecutionException e) {
            throw new EngineException.Internal("cannot attach to container " + spec.id(), e);
        }
    }

    private void deliver(SpoolReader reader, StreamSink sink) throws IOException {
        Optional<Arrival> next = reader.next(MOST);
        if (next.isEmpty()) {
            return;
        }
        Blocks.Block block = tools.blocks().borrow();
        try {
            while (next.isPresent() && !life.isClosed()) {
                deliver(next.get(), reader, block.direct(), sink);
                next = reader.next(MOST);
            }
        } finally {
            tools.blocks().giveBack(block);
        }
    }

    private void deliver(Arrival part, SpoolReader reader, ByteBuffer scratch, StreamSink sink) throws IOException {
        ByteBuffer bytes = reader.bytes(part, scratch);
        int length = bytes.remaining();
        if (isWanted(part.stream())) {
            sink.write(LogPrinter.sinkStream(part.stream()), bytes);
        }
        Arrival done = part.atMost(length);
        reader.pass(done);
        reader.letGo(done.stream(), done.end());
    }

    private boolean isWanted(LogStream stream) {
        return stream == LogStream.STDOUT ? options.stdout() : options.stderr();
    }

    @Override
    public void close() {
        stdin.ifPresent(StdinStream::abandon);
        life.close();
        take(Optional.empty());
        output.getNow(Optional.empty()).ifPresent(SpoolReader::stop);
    }

    private void release() {
        take(Optional.empty());
        output.getNow(Optional.empty()).ifPresent(SpoolReader::close);
        replay.ifPresent(LogReplay::close);
    }
}
