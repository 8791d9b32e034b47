package dev.wharf.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The command {@code wharf}: what a Docker client has no words for. */
public final class Client {
    private static final String USAGE =
            """
            Usage: wharf [-H ADDRESS] drivers

            Asks a running wharfd for what a Docker client has no words for.

              drivers   list the drivers: kind, name, version, state and why one does not serve

              -H, --host ADDRESS   of the daemon: unix:///path or tcp://host:port
                                   Default: $DOCKER_HOST, else unix:///var/run/docker.sock
            """;

    private final PrintStream out;
    private String host;

    private Client(String host, PrintStream out) {
        this.host = host;
        this.out = out;
    }

    /** Runs one command; see {@code wharf --help} for the arguments. */
    public static void main(String[] arguments) {
        String host = Optional.ofNullable(System.getenv("DOCKER_HOST"))
                .filter(value -> !value.isBlank())
                .orElse(HostAddress.STANDARD);
        try {
            new Client(host, System.out).run(new ArrayDeque<>(List.of(arguments)));
        } catch (UsageException e) {
            System.err.println("wharf: " + e.text());
            System.exit(e.exitCode());
        }
    }

    private void run(Deque<String> arguments) {
        List<String> words = new java.util.ArrayList<>();
        while (!arguments.isEmpty()) {
            String word = arguments.pop();
            switch (word) {
                case "-h", "--help" -> words.add(0, "help");
                case "-H", "--host" -> host =
                        Optional.ofNullable(arguments.poll()).orElseThrow(() -> bad(word + " needs an address"));
                default -> words.add(word);
            }
        }
        switch (words.isEmpty() ? "help" : words.get(0)) {
            case "help" -> out.print(USAGE);
            case "drivers" -> printDrivers();
            default -> throw bad("unknown command: " + words.get(0));
        }
    }

    private void printDrivers() {
        HostAddress address = HostAddress.parse(host);
        try {
            ApiClient.Answer answer = new ApiClient(address.socket()).get("/wharf/drivers");
            if (answer.status() != 200) {
                throw UsageException.of(address.text() + " answers " + answer.status() + ": "
                        + answer.body().strip());
            }
            out.print(Table.of(DriverRow.parse(answer.body())));
        } catch (IOException e) {
            throw UsageException.of("cannot ask the daemon at " + address.text() + ": " + e.getMessage());
        }
    }

    private static UsageException bad(String message) {
        return new UsageException(UsageException.BAD_FLAGS, message + "\nSee 'wharf --help'.");
    }
}
