package dev.wharf.engine.log;

import dev.wharf.engine.api.container.AttachOptions;
import dev.wharf.engine.api.container.LogOptions;
import dev.wharf.engine.api.container.StreamSink;
import dev.wharf.spi.log.LogQuery;
import dev.wharf.spi.log.LogRecord;
import dev.wharf.spi.log.LogText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** All that is in the log of a container, for a client that attaches, and the step from there to what is live. */
final class LogReplay implements AutoCloseable {
    private final OutputChannel channel;
    private final long begun;
    private final Optional<OutputRun> attached;
    private final LogTail tail;
    private final LogOptions options;

    /**
     * Opens the log.
     *
     * @throws dev.wharf.engine.api.EngineException Unsupported when it cannot be read, Unavailable, Internal
     */
    LogReplay(OutputSpec spec, AttachOptions attach, OutputChannel channel, LogSinks sinks) {
        this.channel = channel;
        this.begun = channel.begun(); // before the run: one that begins between the two counts as passed
        this.attached = channel.run();
        this.options = new LogOptions(
                false,
                attach.stdout(),
                attach.stderr(),
                false,
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty());
        this.tail = LogTail.open(spec, LogQuery.all(), sinks, new Bell());
    }

    /** Writes what is in the log. */
    void copyTo(StreamSink sink, SourceLife life) throws IOException {
        LogPrinter printer = new LogPrinter(sink, options);
        do {
            tail.reopen();
            Optional<LogText> next = tail.text();
            while (next.isPresent() && !life.isClosed()) {
                printer.print(next.get());
                next = tail.text();
            }
        } while (tail.hasDriverLeft() && !life.isClosed());
    }

    /**
     * Writes what has come into the log meanwhile, and finds the place where the live output goes on. Nothing is written
     * to the log between the two, so that nothing is lost or doubled. When the run that the client attached to is over, or
     * the one that it waited for has come and gone, the log had all of it.
     *
     * @param live takes the place, perhaps later, when the container starts; nothing when there is none
     */
    void switchOver(StreamSink sink, Consumer<Optional<SpoolReader>> live) throws IOException {
        List<LogRecord> late = new ArrayList<>();
        channel.atThisMoment(run -> {
            if (run.isPresent() && (attached.isEmpty() || attached.equals(run))) {
                live.accept(run.flatMap(OutputRun::writer).map(writer -> writer.join(() -> drainInto(late))));
            } else {
                drainInto(late);
                awaitStart(live);
            }
            return Boolean.TRUE;
        });
        LogPrinter printer = new LogPrinter(sink, options);
        for (LogRecord each : late) {
            boolean ignored = printer.print(each);
        }
        printer.flush();
    }

    private void awaitStart(Consumer<Optional<SpoolReader>> live) {
        if (attached.isPresent() || channel.begun() != begun) {
            live.accept(Optional.empty());
        } else {
            channel.whenRunning(
                    next -> live.accept(next.map(running -> running.spool().join())));
        }
    }

    private void drainInto(List<LogRecord> late) {
        do {
            tail.reopen();
            for (Optional<LogRecord> next = tail.next(); next.isPresent(); next = tail.next()) {
                late.add(copy(next.get()));
            }
        } while (tail.hasDriverLeft());
    }

    private static LogRecord copy(LogRecord record) {
        byte[] bytes = new byte[record.bytes().remaining()];
        record.bytes().duplicate().get(bytes);
        return new LogRecord(record.stream(), record.instant(), ByteBuffer.wrap(bytes), record.endsLine());
    }

    @Override
    public void close() {
        tail.close();
    }
}
