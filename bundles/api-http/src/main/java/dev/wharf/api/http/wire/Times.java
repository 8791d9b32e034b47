package dev.wharf.api.http.wire;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** Times as Go's time.RFC3339Nano writes them: as many digits of the second as needed. Written by hand: lists have many. */
final class Times {
    /** Go's zero time, which stands for none. */
    static final String NONE = "0001-01-01T00:00:00Z";

    private static final int LENGTH = "2015-11-03T12:00:00.123456789Z".length();
    private static final int NANO_DIGITS = 9;

    private Times() {}

    static String text(Instant time) {
        int nanos = time.getNano();
        LocalDateTime utc = LocalDateTime.ofEpochSecond(time.getEpochSecond(), nanos, ZoneOffset.UTC);
        StringBuilder text = new StringBuilder(LENGTH);
        digits(text, utc.getYear(), 4).append('-');
        digits(text, utc.getMonthValue(), 2).append('-');
        digits(text, utc.getDayOfMonth(), 2).append('T');
        digits(text, utc.getHour(), 2).append(':');
        digits(text, utc.getMinute(), 2).append(':');
        digits(text, utc.getSecond(), 2);
        if (nanos > 0) {
            fraction(text.append('.'), nanos);
        }
        return text.append('Z').toString();
    }

    static String text(Optional<Instant> time) {
        return time.map(Times::text).orElse(NONE);
    }

    private static void fraction(StringBuilder text, int nanos) {
        int end = digits(text, nanos, NANO_DIGITS).length();
        while (text.charAt(end - 1) == '0') {
            end--;
        }
        text.setLength(end);
    }

    private static StringBuilder digits(StringBuilder text, int number, int width) {
        String digits = Integer.toString(number);
        for (int i = digits.length(); i < width; i++) {
            text.append('0');
        }
        return text.append(digits);
    }
}
