package dev.wharf.launcher;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** {@code wharf migrate}: moves stopped containers to another graph driver. */
final class MigrateCommand {
    private static final String USAGE =
            """
            Usage: wharf migrate --to NAME [CONTAINER ...]

            Moves stopped containers with their changes to the graph driver NAME; without containers, all stopped ones.
            Each is moved or stays as it was. One that runs is refused: stop it first.

              --to NAME   the graph driver, as 'wharf drivers' lists it

            Exit codes: 0 all have moved, 1 at least one has not.
            """;

    private final RemoteDaemon daemon;
    private final PrintStream out;
    private final PrintStream err;
    private final List<String> containers = new ArrayList<>();
    private Optional<String> driver = Optional.empty();

    MigrateCommand(RemoteDaemon daemon, PrintStream out, PrintStream err) {
        this.daemon = daemon;
        this.out = out;
        this.err = err;
    }

    /** Runs it and returns the exit code. */
    int run(Deque<String> words) {
        if (words.contains("--help") || words.contains("-h")) {
            out.print(USAGE);
            return 0;
        }
        read(words);
        String to = driver.filter(name -> !name.isEmpty())
                .orElseThrow(() -> Client.bad("'wharf migrate' needs --to and the name of a graph driver"));
        List<String> chosen = containers.isEmpty() ? daemon.stoppedContainers() : containers;
        if (chosen.isEmpty()) {
            out.println("There is no stopped container to move.");
        }
        long failed =
                chosen.stream().filter(container -> !isMoved(container, to)).count();
        return failed == 0 ? 0 : 1;
    }

    private void read(Deque<String> words) {
        while (!words.isEmpty()) {
            String word = words.pop();
            if (word.equals("--to")) {
                driver = Optional.ofNullable(words.poll());
            } else if (word.startsWith("--to=")) {
                driver = Optional.of(word.substring("--to=".length()));
            } else if (word.startsWith("-")) {
                throw Client.bad("unknown flag: " + word);
            } else {
                containers.add(word);
            }
        }
    }

    /** A container that stays does not keep the others. */
    private boolean isMoved(String container, String to) {
        Optional<String> refusal = daemon.migrate(container, to);
        refusal.ifPresentOrElse(
                reason -> err.println("wharf: " + container + " stays where it was: " + reason),
                () -> out.println(container + " is kept by " + to + " now."));
        return refusal.isEmpty();
    }
}
