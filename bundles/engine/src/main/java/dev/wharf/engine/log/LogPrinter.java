package dev.wharf.engine.log;

import dev.wharf.engine.api.container.LogOptions;
import dev.wharf.engine.api.container.StreamSink;
import dev.wharf.spi.log.LogRecord;
import dev.wharf.spi.log.LogStream;
import dev.wharf.spi.log.LogText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;

/** Writes records of a log as the text that clients see: lines, with their times when asked for. Not thread-safe. */
final class LogPrinter {
    /** Little, since clients that do not read keep it; without times, a log comes in pieces of its driver. */
    private static final int FULL = 6 << 10;

    private final StreamSink sink;
    private final LogOptions options;
    private final StampText stamps = new StampText();
    private final Instant since;
    private final Instant until;
    private boolean insideStdout; // whether the last record of the stream did not end its line
    private boolean insideStderr;
    private byte[] text = new byte[1024];
    private int length;
    private LogStream stream = LogStream.STDOUT;

    LogPrinter(StreamSink sink, LogOptions options) {
        this.sink = sink;
        this.options = options;
        this.since = options.since().orElse(Instant.MIN);
        this.until = options.until().orElse(Instant.MAX);
    }

    /**
     * Writes a record if it is asked for. Lines may be kept back until {@link #flush}.
     *
     * @return whether later records may be asked for, too
     */
    boolean print(LogRecord record) throws IOException {
        if (!record.instant().isBefore(until)) {
            return false;
        }
        if (isWanted(record)) {
            append(record);
        }
        return true;
    }

    /** Writes text, if its stream is asked for; of its times nothing must be asked but what the log was opened with. */
    void print(LogText text) throws IOException {
        if (isChosen(text.stream())) {
            flush();
            sink.write(sinkStream(text.stream()), text.bytes());
        }
    }

    private boolean isWanted(LogRecord record) {
        return isChosen(record.stream()) && !record.instant().isBefore(since);
    }

    private boolean isChosen(LogStream asked) {
        return asked == LogStream.STDOUT ? options.stdout() : options.stderr();
    }

    private void append(LogRecord record) throws IOException {
        if (record.stream() != stream || length >= FULL) {
            flush();
        }
        stream = record.stream();
        if (options.timestamps() && !isInsideLine()) {
            append(stamps.of(record.instant()));
        }
        append(record.bytes());
        if (record.endsLine()) {
            text[length++] = '\n';
        }
        isInsideLine(!record.endsLine());
    }

    private boolean isInsideLine() {
        return stream == LogStream.STDOUT ? insideStdout : insideStderr;
    }

    private void isInsideLine(boolean isInside) {
        if (stream == LogStream.STDOUT) {
            insideStdout = isInside;
        } else {
            insideStderr = isInside;
        }
    }

    /** Appends bytes, and leaves room for a line feed. */
    private void append(ByteBuffer bytes) {
        int more = bytes.remaining();
        if (length + more >= text.length) {
            text = Arrays.copyOf(text, Math.max(2 * text.length, length + more + 1));
        }
        bytes.get(bytes.position(), text, length, more);
        length += more;
    }

    /** Writes what was kept back. */
    void flush() throws IOException {
        if (length > 0) {
            ByteBuffer bytes = ByteBuffer.wrap(text, 0, length);
            length = 0;
            sink.write(sinkStream(stream), bytes);
        }
    }

    static StreamSink.Stream sinkStream(LogStream stream) {
        return stream == LogStream.STDOUT ? StreamSink.Stream.STDOUT : StreamSink.Stream.STDERR;
    }
}
