package dev.wharf.engine.log;

import dev.wharf.spi.log.LogRecord;
import dev.wharf.spi.log.LogStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * Cuts the bytes of one stream into lines. A line of more than 16 KiB is cut into parts of that length, as Docker does
 * since 17.05 (daemon/logger/copier.go), so that memory is bounded; readers join the parts. Not thread-safe.
 */
final class LineCutter {
    private static final int LONGEST = 16 << 10;

    private final LogStream stream;
    private byte[] carry = {};
    private int carried;

    LineCutter(LogStream stream) {
        this.stream = stream;
    }

    /** How many bytes wait for the end of their line. */
    int carried() {
        return carried;
    }

    /**
     * Cuts the next bytes.
     *
     * @param block must not change until the records are used up
     * @param from the first byte
     * @param to behind the last
     */
    void cut(byte[] block, int from, int to, LogClock clock, List<LogRecord> records) {
        ByteBuffer text = ByteBuffer.wrap(block).asReadOnlyBuffer();
        int begin = from;
        int longest = LONGEST - carried;
        while (begin < to) {
            int most = Math.min(to, begin + longest + 1);
            int end = LineFeeds.first(block, begin, most);
            boolean ends = end < most;
            if (!ends && to - begin <= longest) {
                break;
            }
            end = ends ? end : begin + longest;
            records.add(record(text, begin, end, clock.next(), ends));
            begin = ends ? end + 1 : end;
            longest = LONGEST;
        }
        keep(block, begin, to);
    }

    private LogRecord record(ByteBuffer text, int begin, int end, Instant at, boolean endsLine) {
        if (carried == 0) {
            return new LogRecord(stream, at, text.slice(begin, end - begin), endsLine);
        }
        byte[] line = Arrays.copyOf(carry, carried + end - begin);
        text.get(begin, line, carried, end - begin);
        carried = 0;
        return new LogRecord(stream, at, ByteBuffer.wrap(line).asReadOnlyBuffer(), endsLine);
    }

    private void keep(byte[] block, int begin, int end) {
        if (begin == end) {
            return;
        }
        if (carry.length < carried + end - begin) {
            carry = Arrays.copyOf(carry, Math.max(256, (carried + end - begin) * 2));
        }
        System.arraycopy(block, begin, carry, carried, end - begin);
        carried += end - begin;
    }

    /**
     * Gives out a last line that has no line feed. It counts as ended: what a next run writes is another line, and
     * Docker 1.9 adds the line feed, too (daemon/logger/copier.go, jsonfilelog.go).
     */
    void end(LogClock clock, List<LogRecord> records) {
        if (carried > 0) {
            records.add(record(ByteBuffer.allocate(0), 0, 0, clock.next(), true));
        }
    }
}
