package dev.wharf.itests.torture;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What was found to be wrong. Thread-safe. */
final class Findings {
    private static final int TAIL = 6_000;
    /** What each start of a daemon writes. */
    private static final String ANNOUNCED = "(graph|exec|log|volume|network) driver \\S+ \\S+: .*";

    private final long seed;
    private final long begin = System.nanoTime();
    private final Supplier<String> log;
    private final List<String> all = new CopyOnWriteArrayList<>();

    /**
     * No findings yet.
     *
     * @param log what the daemon has written so far
     */
    Findings(long seed, Supplier<String> log) {
        this.seed = seed;
        this.log = log;
    }

    /** Ends what cannot go on after something was found; it was written down already. */
    static final class Finding extends RuntimeException {
        private static final long serialVersionUID = 1;

        Finding(String message) {
            super(message);
        }
    }

    /** Writes something down and tells it at once. */
    Finding add(String operation, String what) {
        String text = "FINDING seed " + seed + ", " + time() + ", " + operation + ": " + what;
        all.add(text);
        String written =
                log.get().lines().filter(line -> !line.matches(ANNOUNCED)).collect(Collectors.joining("\n"));
        Say.line(text + "\n--- the daemon's log\n" + written.substring(Math.max(0, written.length() - TAIL)) + "\n---");
        return new Finding(text);
    }

    /** Seconds since the begin of the run. */
    String time() {
        return "%.3f s".formatted(Duration.ofNanos(System.nanoTime() - begin).toMillis() / 1_000.0);
    }

    /** One line each; empty when all is well. */
    List<String> all() {
        return List.copyOf(all);
    }
}
