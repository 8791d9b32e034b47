package dev.wharf.spi.testkit.log;

import dev.wharf.spi.log.LogCursor;
import dev.wharf.spi.log.LogDriver;
import dev.wharf.spi.log.LogQuery;
import dev.wharf.spi.log.LogReader;
import dev.wharf.spi.log.LogRecord;
import dev.wharf.spi.log.LogSink;
import dev.wharf.spi.log.LogTarget;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Does all that a right driver does; subclasses do one thing wrong. */
class DelegatingLogDriver implements LogDriver, LogReader {
    final PlainLogDriver right = new PlainLogDriver();

    @Override
    public LogSink open(LogTarget target, Map<String, String> options) {
        return right.open(target, options);
    }

    @Override
    public LogCursor read(LogTarget target, Map<String, String> options, LogQuery query) {
        return right.read(target, options, query);
    }

    @Override
    public Optional<Path> file(LogTarget target) {
        return right.file(target);
    }

    @Override
    public void close() {
        right.close();
    }

    /** A sink that does all that another one does. */
    static class Sink implements LogSink {
        final LogSink right;

        Sink(LogSink right) {
            this.right = right;
        }

        @Override
        public void write(List<LogRecord> records) {
            right.write(records);
        }

        @Override
        public long position() {
            return right.position();
        }

        @Override
        public void rewind(long position) {
            right.rewind(position);
        }

        @Override
        public void close() {
            right.close();
        }
    }

    /** A cursor that does all that another one does. */
    static class Cursor implements LogCursor {
        final LogCursor right;

        Cursor(LogCursor right) {
            this.right = right;
        }

        @Override
        public Optional<LogRecord> next() {
            return right.next();
        }

        @Override
        public void close() {
            right.close();
        }
    }
}
