package dev.wharf.spi.testkit.log;

import static java.util.Objects.requireNonNull;

import dev.wharf.spi.log.LogRecord;
import dev.wharf.spi.log.LogStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * A record whose bytes are copied, so that it can be compared.
 *
 * @param stream where it came from
 * @param instant when
 * @param bytes each as the character of the same number
 * @param endsLine whether a line feed followed
 */
record Kept(LogStream stream, Instant instant, String bytes, boolean endsLine) {
    /** Times in which a driver that keeps milliseconds loses nothing. */
    static final Instant START = Instant.parse("2015-11-03T10:00:00Z");

    Kept {
        requireNonNull(stream, "stream");
        requireNonNull(instant, "instant");
        requireNonNull(bytes, "bytes");
    }

    /** A line of output, some milliseconds after {@link #START}. */
    static Kept line(int number, String text) {
        return new Kept(LogStream.STDOUT, START.plusMillis(number), latin(text), true);
    }

    static Kept of(LogRecord record) {
        byte[] copy = new byte[record.bytes().remaining()];
        record.bytes().get(record.bytes().position(), copy);
        return new Kept(
                record.stream(), record.instant(), new String(copy, StandardCharsets.ISO_8859_1), record.endsLine());
    }

    Kept on(LogStream other) {
        return new Kept(other, instant, bytes, endsLine);
    }

    Kept at(Instant other) {
        return new Kept(stream, other, bytes, endsLine);
    }

    /** The same as a part of a line, which goes on in the next record. */
    Kept part() {
        return new Kept(stream, instant, bytes, false);
    }

    /** As the engine hands it to a sink. */
    LogRecord record() {
        ByteBuffer text = ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1));
        return new LogRecord(stream, instant, text.asReadOnlyBuffer(), endsLine);
    }

    /** The bytes of a text in UTF-8. */
    static String latin(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
