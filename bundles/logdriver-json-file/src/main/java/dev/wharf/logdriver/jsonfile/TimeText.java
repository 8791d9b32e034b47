package dev.wharf.logdriver.jsonfile;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Times as Go's RFC3339Nano writes them: in UTC, the fraction without trailing zeros. Belongs to one thread. */
final class TimeText {
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss").withZone(ZoneOffset.UTC);
    private static final int SECONDS_LENGTH = 19;
    private static final long NO_SECOND = Long.MIN_VALUE;

    private long lastSecond = NO_SECOND;
    private byte[] lastText = {};

    /** Appends an instant. Instants of the same second share their beginning. */
    void write(Instant instant, ByteText out) {
        if (instant.getEpochSecond() != lastSecond) {
            lastSecond = instant.getEpochSecond();
            lastText = SECONDS.format(instant).getBytes(StandardCharsets.US_ASCII);
        }
        out.put(lastText);
        writeFraction(instant.getNano(), out);
        out.put('Z');
    }

    private static void writeFraction(int nanos, ByteText out) {
        if (nanos == 0) {
            return;
        }
        out.put('.');
        int rest = nanos;
        for (int unit = 100_000_000; rest > 0; unit /= 10) {
            out.put('0' + rest / unit);
            rest %= unit;
        }
    }

    /**
     * Reads an instant.
     *
     * @throws DateTimeException when it is none
     */
    static Instant parse(byte[] text, int from, int to) {
        if (to - from > SECONDS_LENGTH && text[to - 1] == 'Z') {
            long day = LocalDate.of(number(text, from, 4), number(text, from + 5, 2), number(text, from + 8, 2))
                    .toEpochDay();
            long second =
                    number(text, from + 11, 2) * 3600L + number(text, from + 14, 2) * 60L + number(text, from + 17, 2);
            return Instant.ofEpochSecond(day * 86_400 + second, fraction(text, from + SECONDS_LENGTH, to - 1));
        }
        return OffsetDateTime.parse(new String(text, from, to - from, StandardCharsets.US_ASCII))
                .toInstant();
    }

    private static int fraction(byte[] text, int from, int to) {
        if (from == to) {
            return 0;
        }
        int digits = Math.min(to - from - 1, 9);
        int nanos = number(text, from + 1, digits);
        for (int i = digits; i < 9; i++) {
            nanos *= 10;
        }
        return nanos;
    }

    private static int number(byte[] text, int from, int digits) {
        int number = 0;
        for (int i = from; i < from + digits; i++) {
            int digit = text[i] - '0';
            if (digit < 0 || digit > 9) {
                throw new DateTimeException("not a digit: " + text[i]);
            }
            number = number * 10 + digit;
        }
        return number;
    }
}
