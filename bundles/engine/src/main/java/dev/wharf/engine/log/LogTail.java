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
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Reads a log across swaps of its driver: when the driver leaves, it is given back at once, also while a slow client is being
 * written to; when it has returned, reading goes on behind the last record, which the times tell, since no two records have
 * the same. Belongs to one thread, except for what the registry calls.
 */
final class LogTail implements DriverListener, AutoCloseable {
    private final OutputSpec spec;
    private final LogSinks sinks;
    private final Bell bell;
    private final AtomicInteger departures = new AtomicInteger();
    private final ReentrantLock lock = new ReentrantLock(); // held while the cursor is asked
    private Optional<OpenLog> log = Optional.empty(); // guarded by lock
    private LogQuery query;
    private Instant last = Instant.MIN; // time of the last record that was read
    private volatile int departuresBefore;

    private record OpenLog(LogSinks.OpenReader reader, LogCursor cursor) implements AutoCloseable {
        @Override
        public void close() {
            try (reader) {
                cursor.close();
            }
        }
    }

    private LogTail(OutputSpec spec, LogQuery query, LogSinks sinks, Bell bell) {
        this.spec = spec;
        this.sinks = sinks;
        this.bell = bell;
        this.query = query;
    }

    /**
     * Opens the log.
     *
     * @param bell rings when the driver comes or goes
     * @throws EngineException Unsupported when the log cannot be read, Unavailable, Internal
     */
    static LogTail open(OutputSpec spec, LogQuery query, LogSinks sinks, Bell bell) {
        LogTail tail = new LogTail(spec, query, sinks, bell);
        boolean isOpen = false;
        sinks.listen(tail); // before a driver is borrowed, so that its departure is not missed
        try {
            tail.reopen();
            isOpen = true;
            return tail;
        } finally {
            if (!isOpen) {
                sinks.unlisten(tail);
            }
        }
    }

    private OpenLog opened() {
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
        try {
            reopen();
            return true;
        } catch (EngineException.Unavailable ignored) {
            return false; // the driver is still away; the bell rings when it comes
        }
    }

    /**
     * Opens the log again if its driver has left.
     *
     * @throws EngineException Unavailable when it has not returned, and as {@link #open}
     */
    void reopen() {
        lock.lock();
        try {
            if (hasDriverLeft()) {
                letGo();
            }
            if (log.isEmpty()) {
                log = Optional.of(opened());
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whether the driver has left since the log was opened, so that there may be more in it than was read. */
    boolean hasDriverLeft() {
        return departures.get() != departuresBefore;
    }

    /**
     * The next record; empty when there is none at present, or the driver leaves.
     *
     * @throws DriverException INTERNAL
     */
    Optional<LogRecord> next() {
        Optional<LogRecord> next = ask(LogCursor::next);
        next.ifPresent(record -> last = record.instant());
        return next;
    }

    /**
     * The text of the next records of one stream; empty when there is none at present, or the driver leaves.
     *
     * @throws DriverException INTERNAL
     */
    Optional<LogText> text() {
        Optional<LogText> next = ask(LogCursor::text);
        next.ifPresent(text -> last = text.last());
        return next;
    }

    private <T> Optional<T> ask(Function<LogCursor, Optional<T>> question) {
        lock.lock();
        try {
            return log.isEmpty() || hasDriverLeft()
                    ? Optional.empty()
                    : question.apply(log.get().cursor());
        } catch (DriverException e) {
            if (e.kind() != DriverException.Kind.UNAVAILABLE) {
                throw e;
            }
            depart(); // it was closed before its departure was heard of
            return Optional.empty();
        } finally {
            if (hasDriverLeft()) {
                letGo();
            }
            lock.unlock();
        }
    }

    @Override
    public void arrived(String name) {
        bell.ring();
    }

    @Override
    public void leaving(String name) {
        if (!name.equals(spec.logDriver())) {
            return;
        }
        depart();
        if (lock.tryLock()) { // else who asks it lets go of it
            try {
                letGo();
            } finally {
                lock.unlock();
            }
        }
    }

    private void depart() {
        departures.incrementAndGet();
        bell.ring();
    }

    private void letGo() {
        log.ifPresent(OpenLog::close);
        log = Optional.empty();
    }

    @Override
    public void close() {
        sinks.unlisten(this);
        lock.lock();
        try {
            letGo();
        } finally {
            lock.unlock();
        }
    }
}
