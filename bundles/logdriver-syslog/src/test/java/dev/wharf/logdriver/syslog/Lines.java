package dev.wharf.logdriver.syslog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The lines that a server has got. Thread-safe. */
final class Lines {
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    void add(String line) {
        lines.add(line);
    }

    /** Reads a stream to its end, on a thread of its own. */
    void read(InputStream stream) {
        new Thread(
                        () -> {
                            try (var reader =
                                    new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                                reader.lines().forEach(lines::add);
                            } catch (IOException | java.io.UncheckedIOException ignored) {
                                // the end of the server
                            }
                        },
                        "syslog server")
                .start();
    }

    /** The text of the next message, waited for, behind what comes before it. */
    String next() throws InterruptedException {
        String line = lines.poll(30, TimeUnit.SECONDS);
        assertThat(line).isNotNull();
        return String.valueOf(line).strip().replaceFirst("^.*?\\]: ", "");
    }
}
