package dev.wharf.launcher;

import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The command {@code wharf}: what a Docker client has no words for. */
public final class Client {
    private static final String USAGE =
            """
            Usage: wharf [-H ADDRESS] COMMAND

            Asks a running wharfd for what a Docker client has no words for.

              drivers                             list the drivers: kind, name, version, state and why one does not serve
              drivers default KIND NAME           let new objects use another driver, such as: drivers default graph vfs
              migrate --to NAME [CONTAINER ...]   move stopped containers with their changes to another graph driver

              -H, --host ADDRESS   of the daemon: unix:///path or tcp://host:port
                                   Default: $DOCKER_HOST, else unix:///var/run/docker.sock

            'wharf COMMAND --help' tells more. Exit codes: 0 done, 1 the daemon refused or is not there, 125 bad usage.
            """;

    private final PrintStream out;
    private final PrintStream err;
    private String host;

    Client(String host, PrintStream out, PrintStream err) {
        this.host = host;
        this.out = out;
        this.err = err;
    }

    /** Runs one command; see {@code wharf --help} for the arguments. */
    public static void main(String[] arguments) {
        String host = Optional.ofNullable(System.getenv("DOCKER_HOST"))
                .filter(value -> !value.isBlank())
                .orElse(HostAddress.STANDARD);
        System.exit(new Client(host, System.out, System.err).run(List.of(arguments)));
    }

    /** Runs one command and returns the exit code. */
    int run(List<String> arguments) {
        try {
            return dispatch(words(new ArrayDeque<>(arguments)));
        } catch (UsageException e) {
            err.println("wharf: " + e.text());
            return e.exitCode();
        }
    }

    /** The error of a command line that makes no sense. */
    static UsageException bad(String message) {
        return new UsageException(UsageException.BAD_FLAGS, message + "\nSee 'wharf --help'.");
    }

    /** Takes the address out. */
    private Deque<String> words(Deque<String> arguments) {
        List<String> words = new ArrayList<>();
        while (!arguments.isEmpty()) {
            String word = arguments.pop();
            if (word.equals("-H") || word.equals("--host")) {
                host = Optional.ofNullable(arguments.poll()).orElseThrow(() -> bad(word + " needs an address"));
            } else if (word.startsWith("--host=")) {
                host = word.substring("--host=".length());
            } else {
                words.add(word);
            }
        }
        return new ArrayDeque<>(words);
    }

    private int dispatch(Deque<String> words) {
        String command = words.isEmpty() ? "help" : words.pop();
        return switch (command) {
            case "help", "-h", "--help" -> help();
            case "drivers" -> new DriversCommand(daemon(), out).run(words);
            case "migrate" -> new MigrateCommand(daemon(), out, err).run(words);
            default -> throw bad("unknown command: " + command);
        };
    }

    private int help() {
        out.print(USAGE);
        return 0;
    }

    private RemoteDaemon daemon() {
        return new RemoteDaemon(HostAddress.parse(host));
    }
}
