package dev.wharf.engine.log;

import dev.wharf.drivers.DriverErrors;
import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.container.LogOptions;
import dev.wharf.engine.api.container.OutputSource;
import dev.wharf.engine.api.container.StreamSink;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.log.LogQuery;
import dev.wharf.spi.log.LogRecord;
import dev.wharf.spi.log.LogText;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** The log of a container, perhaps followed until the container stops. */
final class LogSource implements OutputSource {
    private final OutputSpec spec;
    private final LogOptions options;
    private final Clock clock;
    private final FollowedRuns followed;
    private final LogTail tail;
    private final SourceLife life;

    /**
     * Opens the log.
     *
     * @param followed what to follow; none to end with the log
     * @throws EngineException Unsupported when the log cannot be read, Unavailable, Internal
     */
    LogSource(OutputSpec spec, LogOptions options, FollowedRuns followed, OutputTools tools) {
        this.spec = spec;
        this.options = options;
        this.clock = tools.clock();
        this.followed = followed;
        this.tail = LogTail.open(spec, new LogQuery(options.since(), options.tail()), tools.sinks(), followed.bell());
        this.life = new SourceLife(tail::close);
    }

    @Override
    public boolean hasTerminal() {
        return spec.terminal();
    }

    @Override
    public void copyTo(StreamSink sink) throws IOException {
        if (!life.begin()) {
            return;
        }
        try {
            copyAll(new LogPrinter(sink, options));
        } catch (DriverException e) {
            throw DriverErrors.translate(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineException.Unavailable("interrupted while following the log of " + spec.id(), e);
        } finally {
            life.end();
        }
    }

    private void copyAll(LogPrinter printer) throws IOException, InterruptedException {
        boolean isOver = false;
        while (!isOver && !life.isClosed()) {
            // looked at before the log is read: what came in between is read in the next turn
            boolean mayEnd = followed.areOver() || isPastEnd();
            Bell bell = followed.bell();
            long seen = bell.count();
            boolean isReadable = isReadable();
            boolean isPastUntil = !copyPresent(printer);
            isOver = isPastUntil || (mayEnd && isReadable && !tail.hasDriverLeft());
            printer.flush();
            if (!isOver && !life.isClosed()) {
                bell.await(seen, untilEnd(followed.pause()));
            }
        }
    }

    /** Who follows waits for a driver that is away; who only reads is told. */
    private boolean isReadable() {
        if (!options.follow()) {
            tail.reopen();
        }
        return tail.isOpen();
    }

    /** Whether later records may be asked for, too. */
    private boolean copyPresent(LogPrinter printer) throws IOException {
        boolean needsTimes = options.timestamps() || options.until().isPresent();
        return needsTimes ? copyRecords(printer) : copyText(printer);
    }

    private boolean copyText(LogPrinter printer) throws IOException {
        Optional<LogText> next = tail.text();
        while (next.isPresent() && !life.isClosed()) {
            printer.print(next.get());
            next = tail.text();
        }
        return true;
    }

    private boolean copyRecords(LogPrinter printer) throws IOException {
        Optional<LogRecord> next = tail.next();
        while (next.isPresent() && !life.isClosed()) {
            if (!printer.print(next.get())) {
                return false;
            }
            next = tail.next();
        }
        return true;
    }

    private boolean isPastEnd() {
        return options.until().map(until -> !clock.instant().isBefore(until)).orElse(false);
    }

    private Duration untilEnd(Duration pause) {
        return options.until()
                .map(until -> Duration.between(clock.instant(), until))
                .filter(left -> left.compareTo(pause) < 0)
                .orElse(pause);
    }

    @Override
    public void close() {
        life.close();
        followed.bell().ring();
    }
}
