package dev.wharf.engine.log;

import dev.wharf.spi.DriverException;
import dev.wharf.spi.log.LogStream;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log of a container with the file that tells how far it was written. Opened when it is needed, and closed when its
 * driver leaves or fails. Not thread-safe.
 */
final class StoredLog {
    private static final Logger LOG = LoggerFactory.getLogger(StoredLog.class);

    private final OutputSpec spec;
    private final Function<Optional<LogState>, LogSinks.OpenSink> opening;
    private final StateFile file;
    private Optional<LogState> stored; // what the file holds
    private Optional<LogSinks.OpenSink> sink = Optional.empty();

    StoredLog(
            OutputSpec spec,
            Function<Optional<LogState>, LogSinks.OpenSink> opening,
            StateFile file,
            Optional<LogState> stored) {
        this.spec = spec;
        this.opening = opening;
        this.file = file;
        this.stored = stored;
    }

    /** Opens it unless it is open, from the stored position on. */
    LogSinks.OpenSink open() {
        if (sink.isEmpty()) {
            sink = Optional.of(opening.apply(stored));
        }
        return sink.get();
    }

    /** Writes a batch. The position is stored by {@link #store}. */
    void write(LogBatch batch) {
        LogSinks.OpenSink open = open();
        if (stored.isEmpty()) {
            // before the first record, so that a kill right after it finds the position to go back to
            store(new LogState(open.sink().position(), 0, 0));
        }
        open.sink().write(batch.records());
    }

    /** Stores that a batch is in the log. */
    void store(LogBatch batch) {
        store(new LogState(open().sink().position(), batch.cutUpTo(LogStream.STDOUT), batch.cutUpTo(LogStream.STDERR)));
    }

    private void store(LogState state) {
        file.write(state);
        stored = Optional.of(state);
    }

    /** A part of a batch may be in the log already; who reads it meanwhile would see that part twice. */
    void takeBack() {
        try {
            if (sink.isPresent() && stored.isPresent()) {
                sink.get().sink().rewind(stored.get().position());
            }
        } catch (DriverException e) {
            LOG.debug("cannot take back a part of the log of container {} yet", spec.id(), e);
        }
    }

    /** Gives the driver back. */
    void closeSink() {
        try {
            sink.ifPresent(LogSinks.OpenSink::close);
        } catch (DriverException e) {
            LOG.warn("cannot close the log of container {}: {}", spec.id(), e.getMessage());
        }
        sink = Optional.empty();
    }

    /** Lets go of all. */
    void close() {
        closeSink();
        file.close();
    }

    /** Forgets how far the log is, which is complete. */
    void forget() {
        file.delete();
    }
}
