package dev.wharf.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** Tells the person at the keyboard, once the daemon answers, where it listens, what it found and how to stop it. */
final class Announcement {
    /** What is said when the daemon ends by itself. */
    static final String STOPPED = "the daemon has stopped; the log says why";

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration DRIVERS_PATIENCE = Duration.ofSeconds(5);
    private static final Duration IMAGE_PATIENCE = Duration.ofSeconds(3);
    private static final Duration PAUSE = Duration.ofMillis(50);

    /** The kinds of which every container needs one. */
    private static final List<String> NEEDED = List.of("graph", "exec", "log");

    /** The kind that most containers need one of, which a host may not have. */
    private static final String WISHED = "network";

    private final Configuration configuration;
    private final BooleanSupplier isRunning;
    private final PrintStream out;

    Announcement(Configuration configuration, BooleanSupplier isRunning, PrintStream out) {
        this.configuration = configuration;
        this.isRunning = isRunning;
        this.out = out;
    }

    /**
     * Waits until the drivers are open and the built-in image is there, then prints. After a while it prints what there
     * is, so that one sees which driver is missing.
     *
     * @throws UsageException when no answer comes in time, or the daemon has stopped meanwhile
     */
    void print() {
        Optional<List<DriverRow>> drivers =
                drivers(DRIVERS_PATIENCE, Announcement::isSettled).or(() -> drivers(PATIENCE, rows -> true));
        if (drivers.isEmpty()) {
            throw UsageException.of("the daemon does not answer on "
                    + configuration.hosts().get(0).text() + "; the log says why");
        }
        // an empty store receives the built-in image
        ask(IMAGE_PATIENCE, "/images/json?all=1", body -> Optional.of(body).filter(images -> images.contains("{")));
        for (HostAddress host : configuration.hosts()) {
            String danger = host.isUnix() ? "" : ", where whoever connects is root on this host";
            out.println("Wharf " + Distribution.version() + " listens on " + host.text() + danger);
        }
        drivers.get().forEach(driver -> out.println(driver.sentence()));
        String fate = configuration.liveRestore() ? "containers live on" : "containers are stopped, too";
        out.println("Stop it with Ctrl-C or kill " + ProcessHandle.current().pid() + "; " + fate);
        out.flush();
    }

    private static boolean isSettled(List<DriverRow> drivers) {
        return drivers.stream().noneMatch(DriverRow::isBeingOpened)
                && drivers.stream().anyMatch(driver -> driver.kind().equals(WISHED))
                && NEEDED.stream().allMatch(kind -> drivers.stream().anyMatch(driver -> driver.serves(kind)));
    }

    private Optional<List<DriverRow>> drivers(Duration patience, Predicate<List<DriverRow>> wanted) {
        return ask(patience, "/wharf/drivers", body -> Optional.of(DriverRow.parse(body))
                .filter(wanted));
    }

    /** Asks again and again until the answer means something; empty when it does not in time. */
    private <T> Optional<T> ask(Duration patience, String path, Meaning<T> meaning) {
        ApiClient client = new ApiClient(configuration.hosts().get(0).socket());
        long deadline = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < deadline) {
            if (!isRunning.getAsBoolean()) {
                throw UsageException.of(STOPPED);
            }
            Optional<T> found = ask(client, path, meaning);
            if (found.isPresent()) {
                return found;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        return Optional.empty();
    }

    private static <T> Optional<T> ask(ApiClient client, String path, Meaning<T> meaning) {
        try {
            ApiClient.Answer answer = client.get(path);
            return answer.status() == 200 ? meaning.of(answer.body()) : Optional.empty();
        } catch (IOException ignored) {
            // not there yet
            return Optional.empty();
        }
    }

    /** What the body of an answer tells; empty when it is not yet what one waits for. */
    private interface Meaning<T> {
        Optional<T> of(String body) throws IOException;
    }
}
