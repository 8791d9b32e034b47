package dev.wharf.engine.log;

import dev.wharf.spi.DriverException;
import dev.wharf.spi.log.LogCursor;
import dev.wharf.spi.log.LogDriver;
import dev.wharf.spi.log.LogQuery;
import dev.wharf.spi.log.LogReader;
import dev.wharf.spi.log.LogRecord;
import dev.wharf.spi.log.LogSink;
import dev.wharf.spi.log.LogStream;
import dev.wharf.spi.log.LogTarget;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Keeps logs in memory, with as many positions as records; survives the "death" of the daemon that uses it. */
final class MemoryLogDriver implements LogDriver, LogReader {
    private final Map<String, List<LogRecord>> logs = new ConcurrentHashMap<>();
    private volatile boolean full;

    /** Lets writing fail, as on a full disk, or succeed again. */
    void full(boolean isFull) {
        full = isFull;
    }

    List<LogRecord> log(LogTarget target) {
        return logs.computeIfAbsent(target.containerId(), id -> Collections.synchronizedList(new ArrayList<>()));
    }

    /** The log as text: {@code 1} or {@code 2} for the stream, the line, a stroke where a line goes on. */
    List<String> lines(LogTarget target) {
        return Stream.of(log(target).toArray(LogRecord[]::new))
                .map(MemoryLogDriver::line)
                .toList();
    }

    private static String line(LogRecord record) {
        String text = StandardCharsets.UTF_8.decode(record.bytes().duplicate()).toString();
        return (record.stream() == LogStream.STDOUT ? "1" : "2") + text + (record.endsLine() ? "" : "|");
    }

    @Override
    public LogSink open(LogTarget target, Map<String, String> options) {
        List<LogRecord> log = log(target);
        return new LogSink() {
            @Override
            public void write(List<LogRecord> records) {
                if (full) {
                    log.add(copy(records.get(0)));
                    throw new DriverException(DriverException.Kind.EXHAUSTED, "no space left on device");
                }
                records.forEach(record -> log.add(copy(record)));
            }

            @Override
            public long position() {
                return log.size();
            }

            @Override
            public void rewind(long position) {
                while (log.size() > position) {
                    log.remove(log.size() - 1);
                }
            }

            @Override
            public void close() {}
        };
    }

    private static LogRecord copy(LogRecord record) {
        ByteBuffer bytes = ByteBuffer.allocate(record.bytes().remaining());
        bytes.put(record.bytes().duplicate()).flip();
        return new LogRecord(record.stream(), record.instant(), bytes, record.endsLine());
    }

    @Override
    public LogCursor read(LogTarget target, Map<String, String> options, LogQuery query) {
        List<LogRecord> log = log(target);
        LogRecord[] present = log.toArray(LogRecord[]::new);
        int tail = (int) Math.min(present.length, query.tail().orElse(present.length));
        int early = (int) Stream.of(present)
                .filter(record -> record.instant().isBefore(query.since().orElse(Instant.MIN)))
                .count();
        int start = Math.max(present.length - tail, early);
        return new LogCursor() {
            private int next = start;

            @Override
            public Optional<LogRecord> next() {
                return next < log.size() ? Optional.of(log.get(next++)) : Optional.empty();
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public void close() {}
}
