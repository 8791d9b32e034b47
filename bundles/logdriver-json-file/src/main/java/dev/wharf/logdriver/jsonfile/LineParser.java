package dev.wharf.logdriver.jsonfile;

import dev.wharf.spi.log.LogRecord;
import dev.wharf.spi.log.LogStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads lines back. Those that look as this driver and Docker write them are taken as they lie there; {@link
 * AnyOrderParser} reads the others. Belongs to one thread; a record that it returned holds until the next one.
 */
final class LineParser {
    private static final byte[] LOG = ascii("{\"log\":\"");
    private static final byte[] STDOUT = ascii("\",\"stream\":\"stdout\",\"time\":\"");
    private static final byte[] STDERR = ascii("\",\"stream\":\"stderr\",\"time\":\"");
    private static final byte[] END = ascii("\"}");

    private final TimeText times = new TimeText();
    private final AnyOrderParser anyOrder = new AnyOrderParser(times);
    private final ByteText unescaped = new ByteText();
    private byte[] viewed = {};
    private ByteBuffer view = ByteBuffer.wrap(viewed);
    private long damaged;

    /** How many damaged lines were met. */
    long damaged() {
        return damaged;
    }

    /**
     * The record of a line without its line feed; empty when it is none. When the beginning is damaged, as that of a line
     * that was appended to a half one, the record at its end.
     *
     * @param text does not change until the record is used up
     */
    Optional<LogRecord> parse(byte[] text, int from, int to) {
        Optional<LogRecord> record = undamaged(text, from, to);
        if (record.isPresent()) {
            return record;
        }
        damaged++;
        int later = lastStart(text, from, to);
        return later > from ? undamaged(text, later, to) : record;
    }

    private static int lastStart(byte[] text, int from, int to) {
        int at = to - LOG.length;
        while (at > from && !starts(text, at, to, LOG)) {
            at--;
        }
        return at;
    }

    private Optional<LogRecord> undamaged(byte[] text, int from, int to) {
        Optional<LogRecord> record =
                starts(text, from, to, LOG) ? asWritten(text, from + LOG.length, to) : Optional.empty();
        return record.isPresent() ? record : anyOrder.parse(text, from, to);
    }

    /** What begins with the text; empty when it is not exactly as expected. */
    private Optional<LogRecord> asWritten(byte[] text, int from, int to) {
        try {
            int end = ByteSearch.quoteOrBackslash(text, from, to);
            if (end + 2 < to && text[end] == '\\' && text[end + 1] == 'n' && text[end + 2] == '"') {
                return behind(text, end + 2, to, view(text).slice(from, end - from), true);
            }
            JsonInput in = new JsonInput(text, from, to);
            unescaped.clear();
            in.restOfString(unescaped);
            boolean isLine = unescaped.length() > 0 && unescaped.array()[unescaped.length() - 1] == '\n';
            int length = isLine ? unescaped.length() - 1 : unescaped.length();
            return behind(
                    text,
                    in.place() - 1,
                    to,
                    ByteBuffer.wrap(unescaped.array(), 0, length).asReadOnlyBuffer(),
                    isLine);
        } catch (JsonInput.Malformed | DateTimeException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    /** What comes behind the text, from its closing quote on. */
    private Optional<LogRecord> behind(byte[] text, int at, int to, ByteBuffer bytes, boolean isLine) {
        boolean isStdout = starts(text, at, to, STDOUT);
        int end = to - END.length;
        int time = at + STDOUT.length;
        if (end < time || !starts(text, end, to, END) || !(isStdout || starts(text, at, to, STDERR))) {
            return Optional.empty();
        }
        Instant instant = times.read(text, time, end);
        return Optional.of(new LogRecord(isStdout ? LogStream.STDOUT : LogStream.STDERR, instant, bytes, isLine));
    }

    private ByteBuffer view(byte[] text) {
        if (viewed != text) {
            viewed = text;
            view = ByteBuffer.wrap(text).asReadOnlyBuffer();
        }
        return view;
    }

    private static boolean starts(byte[] text, int from, int to, byte[] with) {
        return to - from >= with.length && Arrays.equals(text, from, from + with.length, with, 0, with.length);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
