package dev.wharf.api.http.wire;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Optional;

/** Times as Go's time.RFC3339Nano writes them: as many digits of the second as needed. */
final class Times {
    /** Go's zero time, which stands for none. */
    static final String NONE = "0001-01-01T00:00:00Z";

    private static final DateTimeFormatter RFC3339_NANO = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd'T'HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .appendLiteral('Z')
            .toFormatter()
            .withZone(ZoneOffset.UTC);

    private Times() {}

    static String text(Instant time) {
        return RFC3339_NANO.format(time);
    }

    static String text(Optional<Instant> time) {
        return time.map(Times::text).orElse(NONE);
    }
}
