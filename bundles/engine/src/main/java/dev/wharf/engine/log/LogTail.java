package dev.wharf.engine.log;

import dev.wharf.drivers.DriverErrors;
import dev.wharf.drivers.DriverListener;
import dev.wharf.engine.api.EngineException;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.log.LogCursor;
import dev.wharf.spi.log.LogQuery;
import dev.wharf.spi.log.LogRecord;
import dev.wharf.spi.log.LogText;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Reads a log across swaps of its driver: when the driver leaves, it is given back; when it has returned, reading goes on
 * behind the last record, which the times tell, since no two records have the same. Belongs to one thread, except for
 * what the registry calls.
 */
final class LogTail implements DriverListener, AutoCloseable {
    private final OutputSpec spec;
    private final LogSinks sinks;
    private final Bell bell;
    private final AtomicInteger departures = new AtomicInteger();
    private LogQuery query;
    private Instant last = Instant.MIN; // time of the last record that was read
    private Optional<OpenLog> log;
    private int departuresBefore;

    private record OpenLog(LogSinks.OpenReader reader, LogCursor cursor) implements AutoCloseable {
        @Override
        public void close() {
            try (reader) {
                cursor.close();
            }
        }
    }

    /**
     * Opens the log.
     *
     * @param bell rings when the driver comes or goes
     * @throws EngineException Unsupported when the log cannot be read, Unavailable, Internal
     */
    LogTail(OutputSpec spec, LogQuery query, LogSinks sinks, Bell bell) {
        this.spec = spec;
        this.sinks = sinks;
        this.bell = bell;
        this.query = query;
        this.log = Optional.of(open());
    }

    private OpenLog open() {
        departuresBefore = departures.get();
        if (last.isAfter(Instant.MIN)) {
            query = new LogQuery(Optional.of(last.plusNanos(1)), OptionalLong.empty());
        }
        LogSinks.OpenReader reader = sinks.reader(spec);
        try {
            return new OpenLog(reader, reader.reader().read(spec.target(), spec.logOptions(), query));
        } catch (DriverException e) {
            reader.close();
            throw DriverErrors.translate(e);
        }
    }

    /** Whether the log can be read at this moment; opens it again after its driver has returned. */
    boolean isOpen() {
        if (hasDriverLeft()) {
            close();
        }
        if (log.isEmpty()) {
            try {
                log = Optional.of(open());
            } catch (EngineException.Unavailable ignored) {
                // the driver is still away; the bell rings when it comes
            }
        }
        return log.isPresent();
    }

    /** Whether the driver has left since the log was opened, so that there may be more in it than was read. */
    boolean hasDriverLeft() {
        return log.isPresent() && departures.get() != departuresBefore;
    }

    /**
     * The next record; empty when there is none at present, or the driver leaves.
     *
     * @throws DriverException INTERNAL
     */
    Optional<LogRecord> next() {
        if (log.isEmpty() || hasDriverLeft()) {
            return Optional.empty();
        }
        Optional<LogRecord> next = log.get().cursor().next();
        if (next.isPresent()) {
            last = next.get().instant();
        }
        return next;
    }

    /**
     * The text of the next records of one stream; empty when there is none at present, or the driver leaves.
     *
     * @throws DriverException INTERNAL
     */
    Optional<LogText> text() {
        if (log.isEmpty() || hasDriverLeft()) {
            return Optional.empty();
        }
        Optional<LogText> next = log.get().cursor().text();
        if (next.isPresent()) {
            last = next.get().last();
        }
        return next;
    }

    @Override
    public void arrived(String name) {
        bell.ring();
    }

    @Override
    public void leaving(String name) {
        if (name.equals(spec.logDriver())) {
            departures.incrementAndGet();
            bell.ring();
        }
    }

    @Override
    public void close() {
        log.ifPresent(OpenLog::close);
        log = Optional.empty();
    }
}
