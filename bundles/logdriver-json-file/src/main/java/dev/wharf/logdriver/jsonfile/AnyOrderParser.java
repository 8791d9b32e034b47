package dev.wharf.logdriver.jsonfile;

import dev.wharf.spi.log.LogRecord;
import dev.wharf.spi.log.LogStream;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * Reads lines such as other writers of the format make: keys in any order, unknown ones, white space. Belongs to one
 * thread; a record that it returned holds until the next one.
 */
final class AnyOrderParser {
    private final ByteText log = new ByteText();
    private final ByteText other = new ByteText();
    private final TimeText times;

    AnyOrderParser(TimeText times) {
        this.times = times;
    }

    /** The record of a line without its line feed; empty when it is none. */
    Optional<LogRecord> parse(byte[] text, int from, int to) {
        try {
            return Optional.of(record(new JsonInput(text, from, to)));
        } catch (JsonInput.Malformed | DateTimeException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    private LogRecord record(JsonInput in) throws JsonInput.Malformed {
        Optional<Instant> time = Optional.empty();
        LogStream stream = LogStream.STDOUT;
        log.clear();
        in.expect('{');
        do {
            other.clear();
            in.string(other);
            in.expect(':');
            switch (key()) {
                case 'l' -> in.string(log);
                case 's' -> stream = stream(in);
                case 't' -> time = Optional.of(time(in));
                default -> in.skipValue();
            }
        } while (in.accept(','));
        in.expect('}');
        return record(stream, time.orElseThrow(JsonInput.Malformed::new));
    }

    private LogRecord record(LogStream stream, Instant time) {
        int length = log.length();
        boolean endsLine = length > 0 && log.array()[length - 1] == '\n';
        ByteBuffer bytes = ByteBuffer.wrap(log.array(), 0, endsLine ? length - 1 : length);
        return new LogRecord(stream, time, bytes.slice().asReadOnlyBuffer(), endsLine);
    }

    /** The first letter of a key that is known, or 0. */
    private char key() {
        return is("log") ? 'l' : is("stream") ? 's' : is("time") ? 't' : 0;
    }

    private LogStream stream(JsonInput in) throws JsonInput.Malformed {
        other.clear();
        in.string(other);
        return is("stderr") ? LogStream.STDERR : LogStream.STDOUT;
    }

    private Instant time(JsonInput in) throws JsonInput.Malformed {
        other.clear();
        in.string(other);
        return times.read(other.array(), 0, other.length());
    }

    private boolean is(String name) {
        if (other.length() != name.length()) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if (other.array()[i] != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
