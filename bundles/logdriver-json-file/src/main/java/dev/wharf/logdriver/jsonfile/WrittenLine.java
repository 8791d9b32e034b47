package dev.wharf.logdriver.jsonfile;

import dev.wharf.spi.log.LogStream;
import java.nio.charset.StandardCharsets;

/**
 * Finds the parts of a line that looks as this driver and Docker write it and has no escapes but the one of its line feed,
 * without looking for the end of the line first. Belongs to one thread.
 */
final class WrittenLine {
    private static final byte[] LOG = ascii("{\"log\":\"");
    private static final byte[] STDOUT = ascii("\\n\",\"stream\":\"stdout\",\"time\":\"");
    private static final byte[] STDERR = ascii("\\n\",\"stream\":\"stderr\",\"time\":\"");
    private static final int END_LENGTH = 3;
    private static final int SHORTEST_TIME = 20;

    private LogStream stream = LogStream.STDOUT;
    private int textTo;
    private int timeTo;

    /** Looks at what begins at a place; whether it is such a line, whole. */
    boolean find(byte[] block, int from, int to) {
        if (!ByteSearch.starts(block, from, to, LOG)) {
            return false;
        }
        textTo = ByteSearch.quoteOrBackslash(block, from + LOG.length, to);
        boolean isStdout = ByteSearch.starts(block, textTo, to, STDOUT);
        if (!isStdout && !ByteSearch.starts(block, textTo, to, STDERR)) {
            return false;
        }
        stream = isStdout ? LogStream.STDOUT : LogStream.STDERR;
        timeTo = ByteSearch.quoteOrBackslash(block, Math.min(timeFrom() + SHORTEST_TIME, to), to);
        return timeTo + END_LENGTH <= to
                && block[timeTo] == '"'
                && block[timeTo + 1] == '}'
                && block[timeTo + 2] == '\n';
    }

    LogStream stream() {
        return stream;
    }

    int textTo() {
        return textTo;
    }

    int timeFrom() {
        return textTo + STDOUT.length;
    }

    int timeTo() {
        return timeTo;
    }

    /** Where the text of a line begins that begins at a place. */
    static int textFrom(int from) {
        return from + LOG.length;
    }

    /** Where the line behind this one begins. */
    int next() {
        return timeTo + END_LENGTH;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
