package dev.wharf.logdriver.syslog;

import dev.wharf.spi.log.LogRecord;
import dev.wharf.spi.log.LogStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;

/**
 * Writes messages as Docker 20.10 does (daemon/logger/syslog/syslog.go, and srslog's formatter.go and framer.go), but with
 * the time at which the container wrote, in place of that at which the message is sent. Belongs to one thread.
 */
final class MessageWriter {
    private static final int ERROR = 3;
    private static final int INFORMATION = 6;
    private static final String STAMP = "MMM ppd HH:mm:ss";
    private static final DateTimeFormatter MICRO = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd'T'HH:mm:ss")
            .appendFraction(ChronoField.MICRO_OF_SECOND, 0, 6, true)
            .appendPattern("XXX")
            .toFormatter(Locale.ROOT);

    private final MessageFormat format;
    private final boolean countsOctets;
    private final DateTimeFormatter time;
    private final String error;
    private final String information;
    private final byte[] behindTime;
    private final ByteText head = new ByteText();
    private long lastSecond = Long.MIN_VALUE;
    private String lastTime = "";

    /**
     * A writer for one container.
     *
     * @param tag what the messages begin with
     * @param zone of the times
     */
    MessageWriter(SyslogOptions options, String tag, ZoneId zone) {
        format = options.format();
        countsOctets = options.address().transport() == Transport.TLS && format.countsOctets();
        time = formatter(format).withZone(zone);
        error = priority(options.facility(), ERROR);
        information = priority(options.facility(), INFORMATION);
        behindTime = behindTime(format, tag).getBytes(StandardCharsets.UTF_8);
    }

    private static DateTimeFormatter formatter(MessageFormat format) {
        return switch (format) {
            case UNIX, RFC3164 -> DateTimeFormatter.ofPattern(STAMP, Locale.ENGLISH);
            case RFC5424 -> DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssXXX", Locale.ROOT);
            case RFC5424_MICRO -> MICRO;
        };
    }

    private String priority(int facility, int severity) {
        return "<" + (facility << 3 | severity) + ">" + (format.countsOctets() ? "1 " : "");
    }

    /** The tag stands for the name of the program as well, which is what rsyslog shows. */
    private static String behindTime(MessageFormat format, String tag) {
        long pid = ProcessHandle.current().pid();
        return switch (format) {
            case UNIX -> " " + tag + "[" + pid + "]: ";
            case RFC3164 -> " " + HostName.read() + " " + tag + "[" + pid + "]: ";
            case RFC5424, RFC5424_MICRO -> " " + HostName.read() + " " + tag + " " + pid + " " + tag + " - ";
        };
    }

    /**
     * Appends a message with a line feed behind it.
     *
     * @param content the record's, or a part of it
     */
    void write(LogRecord record, ByteBuffer content, ByteText out) {
        head.clear();
        head.put(record.stream() == LogStream.STDERR ? error : information);
        head.put(time(record.instant()));
        head.put(behindTime);
        if (countsOctets) {
            out.put((head.length() + content.remaining() + 1) + " ");
        }
        out.put(ByteBuffer.wrap(head.array(), 0, head.length()));
        out.put(content);
        out.put('\n');
    }

    /** Instants of the same second have the same text, unless it shows parts of it. */
    private String time(Instant instant) {
        if (format == MessageFormat.RFC5424_MICRO || instant.getEpochSecond() != lastSecond) {
            lastSecond = instant.getEpochSecond();
            lastTime = time.format(instant);
        }
        return lastTime;
    }
}
