package dev.wharf.spi.testkit.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Pings from one container to another, many a second, while something else happens. */
final class Pings {
    private static final Pattern SUMMARY = Pattern.compile("(\\d+) packets transmitted, (\\d+) packets received");
    private static final int FEWEST = 3;

    private final Process process;

    private Pings(Process process) {
        this.process = process;
    }

    /** Begins, and returns when the first answers have come. */
    static Pings start(Box from, String address) {
        Process process = from.space().start("sh", "-c", "exec busybox ping -i 0.01 -c 100000 " + address + " 2>&1");
        try {
            int lines = 0;
            while (lines < FEWEST) {
                int read = process.getInputStream().read();
                if (read < 0) {
                    throw new IllegalStateException("no answers from " + address);
                }
                lines += read == '\n' ? 1 : 0;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Pings(process);
    }

    /** Ends them, and tells how many had no answer; the last one may be on its way. */
    int lost() {
        try {
            new ProcessBuilder("kill", "-INT", String.valueOf(process.pid()))
                    .start()
                    .waitFor();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            Matcher summary = SUMMARY.matcher(output);
            if (!summary.find()) {
                throw new IllegalStateException("pings ended with: " + output);
            }
            int missing = Integer.parseInt(summary.group(1)) - Integer.parseInt(summary.group(2));
            return Math.max(0, missing - 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
