package dev.wharf.launcher;

import java.util.Arrays;
import java.util.Locale;
import java.util.logging.Level;

/** The levels of dockerd's {@code --log-level} and those of java.util.logging that they stand for. */
enum LogLevel {
    DEBUG,
    INFO,
    WARN,
    ERROR,
    FATAL;

    /**
     * Reads a level in any case.
     *
     * @throws UsageException when there is none of that name
     */
    static LogLevel parse(String text) {
        return Arrays.stream(values())
                .filter(one -> one.name().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> UsageException.of("invalid logging level: " + text.toLowerCase(Locale.ROOT)
                        + "; choose debug, info, warn, error or fatal"));
    }

    /** The one that shows more. */
    static LogLevel louder(LogLevel one, LogLevel other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** As dockerd writes it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    Level level() {
        return switch (this) {
            case DEBUG -> Level.FINE;
            case INFO -> Level.INFO;
            case WARN -> Level.WARNING;
            case ERROR, FATAL -> Level.SEVERE;
        };
    }
}
