package dev.wharf.engine.log;

import dev.wharf.spi.log.LogStream;
import java.time.Instant;

/**
 * Bytes of a stream that came in together.
 *
 * @param stream that they belong to
 * @param start offset of the first byte in the stream
 * @param end offset behind the last
 * @param at when
 */
record Arrival(LogStream stream, long start, long end, Instant at) {

    long length() {
        return end - start;
    }

    /** The same without its first bytes, up to an offset. */
    Arrival from(long offset) {
        return new Arrival(stream, offset, end, at);
    }

    /** At most so many of its first bytes. */
    Arrival atMost(long bytes) {
        return length() <= bytes ? this : new Arrival(stream, start, start + bytes, at);
    }
}
