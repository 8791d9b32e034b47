package dev.wharf.spi.testkit.log;

import dev.wharf.spi.DriverException;
import dev.wharf.spi.log.LogCursor;
import dev.wharf.spi.log.LogDriver;
import dev.wharf.spi.log.LogQuery;
import dev.wharf.spi.log.LogReader;
import dev.wharf.spi.log.LogRecord;
import dev.wharf.spi.log.LogSink;
import dev.wharf.spi.log.LogTarget;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The simplest driver that is right: a list of records for each log. With the option {@code keep} the oldest are deleted. */
final class PlainLogDriver implements LogDriver, LogReader {
    static final String KEEP = "keep";

    @Override
    public LogSink open(LogTarget target, Map<String, String> options) {
        return new Sink(PlainLog.of(target), Integer.parseInt(options.getOrDefault(KEEP, "100000000")));
    }

    @Override
    public Optional<Path> file(LogTarget target) {
        return Optional.of(PlainLog.of(target).file());
    }

    @Override
    public LogCursor read(LogTarget target, Map<String, String> options, LogQuery query) {
        return new Cursor(PlainLog.of(target), query);
    }

    @Override
    public void close() {}

    /** Writes. */
    private static final class Sink implements LogSink {
        private final PlainLog log;
        private final int keep;

        Sink(PlainLog log, int keep) {
            this.log = log;
            this.keep = keep;
        }

        @Override
        public void write(List<LogRecord> records) {
            if (records.isEmpty()) {
                return;
            }
            try {
                log.append(records.stream().map(Kept::of).toList());
                log.dropBefore(log.end() - keep);
            } catch (IOException e) {
                throw failure(e);
            }
        }

        @Override
        public long position() {
            return log.end();
        }

        @Override
        public void rewind(long position) {
            try {
                log.dropFrom(position);
            } catch (IOException e) {
                throw failure(e);
            }
        }

        @Override
        public void close() {}
    }

    private static DriverException failure(IOException e) {
        boolean full = String.valueOf(e.getMessage()).contains("No space left");
        return new DriverException(
                full ? DriverException.Kind.EXHAUSTED : DriverException.Kind.INTERNAL, "log: " + e.getMessage(), e);
    }

    /** Reads. */
    private static final class Cursor implements LogCursor {
        private final PlainLog log;
        private final LogQuery query;
        private long next;

        Cursor(PlainLog log, LogQuery query) {
            this.log = log;
            this.query = query;
            next = query.tail().isPresent() ? tail(query.tail()) : log.start();
        }

        private long tail(OptionalLong lines) {
            long left = lines.orElseThrow();
            long at = log.end();
            while (at > log.start()) {
                if (log.read(at - 1).endsLine() && left-- == 0) {
                    return at;
                }
                at--;
            }
            return at;
        }

        @Override
        public Optional<LogRecord> next() {
            while (log.has(next)) {
                Kept record = log.read(next++);
                if (query.since().filter(record.instant()::isBefore).isEmpty()) {
                    return Optional.of(record.record());
                }
            }
            return Optional.empty();
        }

        @Override
        public void close() {}
    }
}
