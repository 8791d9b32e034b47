package dev.wharf.engine.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.engine.api.container.LogOptions;
import dev.wharf.spi.log.LogRecord;
import dev.wharf.spi.log.LogStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class LogPrinterTest {
    private static final Instant NOON = Instant.parse("2015-11-03T12:00:00.120Z");

    private final CollectingSink sink = new CollectingSink();

    @Test
    void timesHaveNineDigits() throws IOException {
        LogPrinter printer = printer(true, Optional.empty(), Optional.empty());

        printer.print(record(LogStream.STDOUT, "hello", true));
        printer.flush();

        assertThat(sink.stdout()).isEqualTo("2015-11-03T12:00:00.120000000Z hello\n");
    }

    @Test
    void thePartsOfALineAreJoined() throws IOException {
        LogPrinter printer = printer(true, Optional.empty(), Optional.empty());

        printer.print(record(LogStream.STDOUT, "he", false));
        printer.print(record(LogStream.STDERR, "oops", true));
        printer.print(record(LogStream.STDOUT, "llo", true));
        printer.flush();

        assertThat(sink.stdout()).isEqualTo("2015-11-03T12:00:00.120000000Z hello\n");
        assertThat(sink.stderr()).isEqualTo("2015-11-03T12:00:00.120000000Z oops\n");
    }

    @Test
    void earlierLinesThanSinceAreLeftOut() throws IOException {
        LogPrinter printer = printer(false, Optional.of(NOON.plusNanos(1)), Optional.empty());

        assertThat(printer.print(record(LogStream.STDOUT, "early", true))).isTrue();
        printer.flush();

        assertThat(sink.stdout()).isEmpty();
    }

    @Test
    void aLineAtUntilEndsTheReading() throws IOException {
        LogPrinter printer = printer(false, Optional.empty(), Optional.of(NOON));

        assertThat(printer.print(record(LogStream.STDOUT, "late", true))).isFalse();
        printer.flush();

        assertThat(sink.stdout()).isEmpty();
    }

    private LogPrinter printer(boolean timestamps, Optional<Instant> since, Optional<Instant> until) {
        return new LogPrinter(sink, new LogOptions(false, true, true, timestamps, since, until, OptionalLong.empty()));
    }

    private static LogRecord record(LogStream stream, String text, boolean endsLine) {
        return new LogRecord(stream, NOON, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), endsLine);
    }
}
