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
    private static final int NANO_DIGITS = 9;
    private static final int[] TENS = {
        1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000
    };
    private static final long NO_SECOND = Long.MIN_VALUE;

    private long lastSecond = NO_SECOND;
    private byte[] lastText = {};
    private byte[] readText = new byte[SECONDS_LENGTH];
    private long readSecond = NO_SECOND;

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
        if (nanos > 0) {
            out.put('.');
            out.putFraction(nanos, NANO_DIGITS);
        }
    }

    /**
     * Reads an instant.
     *
     * @throws DateTimeException when it is none
     */
    Instant read(byte[] text, int from, int to) {
        if (to - from > SECONDS_LENGTH && text[to - 1] == 'Z') {
            return Instant.ofEpochSecond(second(text, from), fraction(text, from + SECONDS_LENGTH, to - 1));
        }
        return OffsetDateTime.parse(new String(text, from, to - from, StandardCharsets.US_ASCII))
                .toInstant();
    }

    /** Lines that follow each other are mostly of the same second. */
    private long second(byte[] text, int from) {
        if (readSecond == NO_SECOND || !isReadText(text, from)) {
            readSecond = NO_SECOND;
            long day = LocalDate.of(number(text, from, 4), number(text, from + 5, 2), number(text, from + 8, 2))
                    .toEpochDay();
            long second =
                    number(text, from + 11, 2) * 3600L + number(text, from + 14, 2) * 60L + number(text, from + 17, 2);
            System.arraycopy(text, from, readText, 0, SECONDS_LENGTH);
            readSecond = day * 86_400 + second;
        }
        return readSecond;
    }

    private boolean isReadText(byte[] text, int from) {
        return ByteSearch.eight(text, from) == ByteSearch.eight(readText, 0)
                && ByteSearch.eight(text, from + 8) == ByteSearch.eight(readText, 8)
                && text[from + 16] == readText[16]
                && text[from + 17] == readText[17]
                && text[from + 18] == readText[18];
    }

    private static int fraction(byte[] text, int from, int to) {
        if (from == to) {
            return 0;
        }
        int digits = Math.min(to - from - 1, NANO_DIGITS);
        return number(text, from + 1, digits) * TENS[NANO_DIGITS - digits];
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
