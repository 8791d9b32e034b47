package dev.wharf.logdriver.syslog;

import dev.wharf.spi.log.LogDriver;
import dev.wharf.spi.log.LogRecord;
import dev.wharf.spi.log.LogSink;
import dev.wharf.spi.log.LogStream;
import dev.wharf.spi.log.LogTarget;
import dev.wharf.spi.testkit.FakeContext;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A container whose output is sent, with short words for what tests do to it. */
final class Logs {
    static final Instant START = Instant.parse("2015-11-03T10:00:00.123456789Z");
    static final LogTarget TARGET = new LogTarget(
            "4fa6e0f0c678".repeat(5) + "abcd",
            "web",
            "busybox:latest",
            "sha256:0123456789abcdef",
            Map.of("role", "db"),
            Map.of(),
            Path.of("/nowhere"));

    private Logs() {}

    /** A driver that looks for the socket of the host at some paths; each attempt has a thread of its own. */
    static LogDriver driver(Path... local) {
        Path folder = Path.of("/nowhere");
        var context = new FakeContext(folder, folder, work -> new Thread(work, "dial").start());
        return new SyslogProvider(List.of(local)).open(context, Map.of());
    }

    static LogSink sink(Map<String, String> options) {
        return driver().open(TARGET, options);
    }

    static LogRecord out(String text) {
        return record(LogStream.STDOUT, text);
    }

    static LogRecord error(String text) {
        return record(LogStream.STDERR, text);
    }

    private static LogRecord record(LogStream stream, String text) {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        return new LogRecord(stream, START, bytes.asReadOnlyBuffer(), true);
    }

    static void write(LogSink sink, String... lines) {
        sink.write(Stream.of(lines).map(Logs::out).toList());
    }
}
