package dev.wharf.engine.log;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Times as clients see them in front of lines, with a blank behind: as RFC3339NanoFixed of Docker 1.9
 * (pkg/timeutils/json.go, daemon/logs.go), always nine digits. Not thread-safe.
 */
final class StampText {
    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss").withZone(ZoneOffset.UTC);
    private static final int DIGITS = 9;
    private static final String REST = ".000000000Z ";

    private ByteBuffer text = ByteBuffer.allocate(0);
    private long second = Long.MIN_VALUE;

    /** The text of an instant; holds until the next one. Lines that follow each other are mostly of the same second. */
    ByteBuffer of(Instant instant) {
        if (instant.getEpochSecond() != second) {
            second = instant.getEpochSecond();
            text = ByteBuffer.wrap((SECOND.format(instant) + REST).getBytes(StandardCharsets.US_ASCII));
        }
        putDigits(instant.getNano(), text.limit() - REST.length() + 1);
        return text;
    }

    private void putDigits(int nanos, int from) {
        int rest = nanos;
        for (int at = from + DIGITS - 1; at >= from; at--) {
            text.put(at, (byte) ('0' + rest % 10));
            rest /= 10;
        }
    }
}
