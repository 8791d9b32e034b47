package dev.wharf.launcher;

import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;

/** Time, level, logger and message in one line; an exception follows on the same line with its stack. */
final class OneLineFormatter extends Formatter {
    private static final int MOST_FRAMES = 40;

    @Override
    public String format(LogRecord line) {
        StringBuilder text = new StringBuilder(200);
        text.append(DateTimeFormatter.ISO_INSTANT.format(line.getInstant().truncatedTo(ChronoUnit.MILLIS)));
        text.append(' ').append(word(line.getLevel())).append(' ').append(line.getLoggerName());
        text.append(": ").append(flat(formatMessage(line)));
        appendCauses(text, line.getThrown());
        return text.append('\n').toString();
    }

    private static String word(Level level) {
        int value = level.intValue();
        if (value >= Level.SEVERE.intValue()) {
            return "error";
        }
        if (value >= Level.WARNING.intValue()) {
            return "warn ";
        }
        return value >= Level.INFO.intValue() ? "info " : "debug";
    }

    private static void appendCauses(StringBuilder text, @Nullable Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            text.append(cause == thrown ? " | " : " | caused by ").append(flat(cause.toString()));
            StackTraceElement[] frames = cause.getStackTrace();
            for (int i = 0; i < Math.min(frames.length, MOST_FRAMES); i++) {
                text.append(" | at ").append(frames[i]);
            }
        }
    }

    private static String flat(String text) {
        return text.replace("\r", "\\r").replace("\n", "\\n");
    }
}
