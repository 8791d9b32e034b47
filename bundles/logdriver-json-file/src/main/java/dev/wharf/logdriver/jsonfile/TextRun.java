package dev.wharf.logdriver.jsonfile;

import dev.wharf.spi.log.LogRecord;
import dev.wharf.spi.log.LogStream;
import dev.wharf.spi.log.LogText;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;

/** Gathers the text of lines of one stream that follow each other. Belongs to one thread. */
final class TextRun {
    /** With the line that fills it, in bytes: the larger the pieces, the less often the threads on its way are changed. */
    private static final int LARGE = 240 << 10;

    private static final int SMALL = 6 << 10;

    private final TimeText times = new TimeText();
    private final WrittenLine line = new WrittenLine();
    private ByteText text = new ByteText();
    private int full = SMALL;
    private LogStream stream = LogStream.STDOUT;
    private Instant last = Instant.EPOCH;

    /** Begins anew, with a large or a small piece; what was gathered is void. */
    void clear(boolean isLarge) {
        full = isLarge ? LARGE : SMALL;
        if (text.array().length > 2 * full) {
            text = new ByteText();
        }
        text.clear();
    }

    boolean isEmpty() {
        return text.length() == 0;
    }

    boolean hasRoom() {
        return text.length() < full;
    }

    /** Whether a record of a stream can follow. */
    boolean takes(LogStream other) {
        return isEmpty() || stream == other;
    }

    /** Adds a record that it {@link #takes}. */
    void add(LogRecord record) {
        stream = record.stream();
        last = record.instant();
        text.put(record.bytes());
        if (record.endsLine()) {
            text.put('\n');
        }
    }

    /** Adds the lines that can be had without a closer look; whether there were any. */
    boolean addWritten(ForwardLines lines) {
        byte[] block = lines.text();
        int begin = lines.place();
        int at = begin;
        int lastTime = 0;
        int lastTimeEnd = 0;
        while (hasRoom() && line.find(block, at, lines.filled()) && takes(line.stream())) {
            stream = line.stream();
            int from = WrittenLine.textFrom(at);
            text.putLine(block, from, line.textTo() - from);
            lastTime = line.timeFrom();
            lastTimeEnd = line.timeTo();
            at = line.next();
        }
        if (at > begin) {
            last = time(block, lastTime, lastTimeEnd);
            lines.moveTo(at);
        }
        return at > begin;
    }

    /** A time that is none does not keep the text back. */
    private Instant time(byte[] block, int from, int to) {
        try {
            return times.read(block, from, to);
        } catch (DateTimeException ignored) {
            return last; // that of the record before stands for it
        }
    }

    /** What was gathered; holds until the run is cleared. */
    LogText text() {
        return new LogText(
                stream, ByteBuffer.wrap(text.array(), 0, text.length()).asReadOnlyBuffer(), last);
    }
}
