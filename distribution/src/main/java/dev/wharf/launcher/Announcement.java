package dev.wharf.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Tells the person at the keyboard, once the daemon answers, where it listens, what it found and how to stop it. */
final class Announcement {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final Configuration configuration;
    private final PrintStream out;

    Announcement(Configuration configuration, PrintStream out) {
        this.configuration = configuration;
        this.out = out;
    }

    /**
     * Waits for the first answer, then prints.
     *
     * @throws UsageException when none comes in time
     */
    void print() {
        List<DriverRow> drivers = drivers();
        for (HostAddress host : configuration.hosts()) {
            out.println("Wharf " + Distribution.version() + " listens on " + host.text());
        }
        drivers.forEach(driver -> out.println(driver.sentence()));
        out.println("Stop it with Ctrl-C or kill " + ProcessHandle.current().pid() + "; containers live on");
        out.flush();
    }

    private List<DriverRow> drivers() {
        ApiClient client = new ApiClient(configuration.hosts().get(0).socket());
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline && !Thread.currentThread().isInterrupted()) {
            Optional<List<DriverRow>> answer = ask(client);
            if (answer.isPresent()) {
                return answer.get();
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        throw UsageException.of("the daemon does not answer on "
                + configuration.hosts().get(0).text() + " after " + PATIENCE.toSeconds() + " s; the log says why");
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
