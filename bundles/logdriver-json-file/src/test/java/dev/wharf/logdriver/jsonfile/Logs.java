package dev.wharf.logdriver.jsonfile;

import dev.wharf.spi.log.LogCursor;
import dev.wharf.spi.log.LogQuery;
import dev.wharf.spi.log.LogRecord;
import dev.wharf.spi.log.LogSink;
import dev.wharf.spi.log.LogStream;
import dev.wharf.spi.log.LogTarget;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** A log in a folder, with short words for what tests do to it. */
final class Logs {
    static final String ID = "4fa6e0f0c678".repeat(5) + "abcd";
    static final Instant START = Instant.parse("2015-11-03T10:00:00Z");

    private final JsonFileDriver driver = new JsonFileDriver();
    private final LogTarget target;
    private final Map<String, String> options;

    Logs(Path folder, Map<String, String> options) {
        this.target = new LogTarget(ID, "web", "busybox", Map.of("role", "<db>"), Map.of("HOME", "/root"), folder);
        this.options = options;
    }

    Path file() {
        return driver.file(target).orElseThrow();
    }

    LogSink sink() {
        return driver.open(target, options);
    }

    LogCursor cursor(LogQuery query) {
        return driver.read(target, options, query);
    }

    List<String> read() {
        return read(LogQuery.all());
    }

    List<String> tail(long count) {
        return read(new LogQuery(Optional.empty(), OptionalLong.of(count)));
    }

    List<String> read(LogQuery query) {
        try (LogCursor cursor = cursor(query)) {
            return rest(cursor);
        }
    }

    /** What a cursor still has; a record that does not end its line has a backslash behind it. */
    static List<String> rest(LogCursor cursor) {
        List<String> lines = new ArrayList<>();
        for (Optional<LogRecord> next = cursor.next(); next.isPresent(); next = cursor.next()) {
            lines.add(text(next.get()) + (next.get().endsLine() ? "" : "\\"));
        }
        return lines;
    }

    static String text(LogRecord record) {
        return StandardCharsets.UTF_8.decode(record.bytes().duplicate()).toString();
    }

    static LogRecord line(String text) {
        return record(text.getBytes(StandardCharsets.UTF_8), START, true);
    }

    static LogRecord record(byte[] bytes, Instant instant, boolean endsLine) {
        return new LogRecord(LogStream.STDOUT, instant, ByteBuffer.wrap(bytes).asReadOnlyBuffer(), endsLine);
    }

    static List<LogRecord> lines(String... texts) {
        return Stream.of(texts).map(Logs::line).toList();
    }
}
