package dev.wharf.archive.pack;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Gathers the records of a pax header, POSIX.1-2001 pax(1). */
final class PaxWriter {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final int NANO_DIGITS = 9;

    private final ByteArrayOutputStream records = new ByteArrayOutputStream(0);

    /** Whether there is no record. */
    boolean isEmpty() {
        return records.size() == 0;
    }

    /** All records. */
    byte[] bytes() {
        return records.toByteArray();
    }

    /** Adds a record: its whole length in decimal digits, a space, the key, an equals sign, the value, a newline. */
    void add(String key, byte[] value) {
        byte[] name = key.getBytes(StandardCharsets.UTF_8);
        int rest = name.length + value.length + 3;
        int length = rest + Integer.toString(rest).length();
        length = rest + Integer.toString(length).length();
        records.writeBytes((length + " ").getBytes(StandardCharsets.US_ASCII));
        records.writeBytes(name);
        records.write('=');
        records.writeBytes(value);
        records.write('\n');
    }

    /** Adds a number if it does not fit into its field of ustar. */
    void addNumber(String key, long number, long highest) {
        if (number > highest) {
            add(key, Long.toString(number).getBytes(StandardCharsets.US_ASCII));
        }
    }

    /** Adds a time if it has more than whole seconds, or does not fit into its field of ustar. */
    void addTime(String key, Instant time, long highest) {
        long seconds = time.getEpochSecond();
        if (time.getNano() != 0 || seconds < 0 || seconds > highest) {
            add(key, text(time).getBytes(StandardCharsets.US_ASCII));
        }
    }

    /** A decimal number without zeros at its end; an instant before 1970 counts its nanoseconds forward. */
    private static String text(Instant time) {
        long seconds = time.getEpochSecond();
        long nanos = time.getNano();
        if (nanos == 0) {
            return Long.toString(seconds);
        }
        boolean negative = seconds < 0;
        String whole = (negative ? "-" : "") + (negative ? -(seconds + 1) : seconds);
        String fraction = Long.toString(negative ? NANOS_PER_SECOND - nanos : nanos);
        String padded = "0".repeat(NANO_DIGITS - fraction.length()) + fraction;
        return whole + '.' + padded.replaceFirst("0+$", "");
    }
}
