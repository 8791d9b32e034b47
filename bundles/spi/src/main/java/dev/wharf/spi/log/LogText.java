package dev.wharf.spi.log;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.time.Instant;

/**
 * The output of some records that follow each other in one stream, as the container wrote it.
 *
 * @param stream where it came from
 * @param bytes the text with its line feeds; read-only, valid until the cursor moves on
 * @param last when the engine received the last of the records
 */
public record LogText(LogStream stream, ByteBuffer bytes, Instant last) {
    /** Checks all parts. */
    public LogText {
        requireNonNull(stream, "stream");
        requireNonNull(bytes, "bytes");
        requireNonNull(last, "last");
    }

    /** The output of one record. */
    public static LogText of(LogRecord record) {
        ByteBuffer text = record.bytes().duplicate();
        ByteBuffer copy = ByteBuffer.allocate(text.remaining() + 1).put(text);
        if (record.endsLine()) {
            copy.put((byte) '\n');
        }
        return new LogText(record.stream(), copy.flip().asReadOnlyBuffer(), record.instant());
    }
}
