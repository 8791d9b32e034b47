package dev.wharf.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class OneLineFormatterTest {
    private final OneLineFormatter formatter = new OneLineFormatter();

    @Test
    void aRecordIsOneLine() {
        assertThat(formatter.format(line("two\nlines")))
                .isEqualTo("2026-11-21T02:00:00Z warn  dev.wharf.x: two\\nlines\n");
    }

    @Test
    void anExceptionStaysOnTheLineOfItsRecord() {
        LogRecord line = line("failed");
        line.setThrown(new IllegalStateException("outer", new IllegalArgumentException("in\nner")));

        String text = formatter.format(line);

        assertThat(text)
                .containsOnlyOnce("\n")
                .contains("| java.lang.IllegalStateException: outer | at dev.wharf.launcher")
                .contains("| caused by java.lang.IllegalArgumentException: in\\nner");
    }

    private static LogRecord line(String message) {
        LogRecord line = new LogRecord(Level.WARNING, message);
        line.setLoggerName("dev.wharf.x");
        line.setInstant(Instant.parse("2026-11-21T02:00:00Z"));
        return line;
    }
}
