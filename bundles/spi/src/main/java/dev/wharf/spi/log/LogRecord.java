package dev.wharf.spi.log;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.time.Instant;

/**
 * A line of output, or a part of a long one.
 *
 * @param stream where it came from
 * @param instant when the engine received it, to the nanosecond where the clock has them
 * @param bytes the text as written by the container, without the line feed; read-only, valid only during the call
 * @param endsLine whether a line feed followed
 */
public record LogRecord(LogStream stream, Instant instant, ByteBuffer bytes, boolean endsLine) {
    /** Checks all parts. */
    public LogRecord {
        requireNonNull(stream, "stream");
        requireNonNull(instant, "instant");
        requireNonNull(bytes, "bytes");
    }
}
