package dev.wharf.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** Tells the person at the keyboard, once the daemon answers, where it listens, what it found and how to stop it. */
final class Announcement {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration DRIVERS_PATIENCE = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(50);

    /** The kinds of which every container needs one. */
    private static final List<String> NEEDED = List.of("graph", "exec", "log");

    private final Configuration configuration;
    private final PrintStream out;

    Announcement(Configuration configuration, PrintStream out) {
        this.configuration = configuration;
        this.out = out;
    }

    /**
     * Waits until the drivers are open, then prints. After a while it prints what there is, so that one sees which is
     * missing.
     *
     * @throws UsageException when no answer comes in time
     */
    void print() {
        Optional<List<DriverRow>> drivers =
                ask(DRIVERS_PATIENCE, Announcement::isSettled).or(() -> ask(PATIENCE, rows -> true));
        if (drivers.isEmpty()) {
            throw UsageException.of("the daemon does not answer on "
                    + configuration.hosts().get(0).text() + "; the log says why");
        }
        for (HostAddress host : configuration.hosts()) {
            out.println("Wharf " + Distribution.version() + " listens on " + host.text());
        }
        drivers.get().forEach(driver -> out.println(driver.sentence()));
        out.println("Stop it with Ctrl-C or kill " + ProcessHandle.current().pid() + "; containers live on");
        out.flush();
    }

    private static boolean isSettled(List<DriverRow> drivers) {
        return drivers.stream().noneMatch(DriverRow::isBeingOpened)
                && NEEDED.stream().allMatch(kind -> drivers.stream().anyMatch(driver -> driver.serves(kind)));
    }

    /** Asks again and again until the answer is as wanted; empty when it does not come to that in time. */
    private Optional<List<DriverRow>> ask(Duration patience, Predicate<List<DriverRow>> wanted) {
        ApiClient client = new ApiClient(configuration.hosts().get(0).socket());
        long deadline = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < deadline) {
            Optional<List<DriverRow>> answer = ask(client).filter(wanted);
            if (answer.isPresent()) {
                return answer;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        return Optional.empty();
    }

    private static Optional<List<DriverRow>> ask(ApiClient client) {
        try {
            ApiClient.Answer answer = client.get("/wharf/drivers");
            return answer.status() == 200 ? Optional.of(DriverRow.parse(answer.body())) : Optional.empty();
        } catch (IOException ignored) {
            // not there yet
            return Optional.empty();
        }
    }
}
