package dev.wharf.launcher;

import java.io.PrintStream;
import java.util.Deque;

/** {@code wharf drivers}: lists the drivers, and chooses the one that new objects use. */
final class DriversCommand {
    private static final String USAGE =
            """
            Usage: wharf drivers
                   wharf drivers default KIND NAME

            Without arguments: lists the drivers of the daemon.

            default   lets new objects use another driver, at once and after a restart of the daemon, such as
                      'wharf drivers default graph vfs'. What exists stays where it is: images are carried over when
                      a container is made from them, containers are moved by 'wharf migrate'.
            """;

    private final RemoteDaemon daemon;
    private final PrintStream out;

    DriversCommand(RemoteDaemon daemon, PrintStream out) {
        this.daemon = daemon;
        this.out = out;
    }

    /** Runs it and returns the exit code. */
    int run(Deque<String> words) {
        if (words.contains("--help") || words.contains("-h")) {
            out.print(USAGE);
        } else if (words.isEmpty()) {
            out.print(Table.of(daemon.drivers()));
        } else if (words.pop().equals("default")) {
            makeDefault(words);
        } else {
            throw Client.bad("'wharf drivers' knows 'default' alone");
        }
        return 0;
    }

    private void makeDefault(Deque<String> words) {
        if (words.size() != 2) {
            throw Client.bad("'wharf drivers default' needs a kind and a name, such as: graph vfs");
        }
        String kind = words.pop();
        String name = words.pop();
        daemon.makeDefault(kind, name);
        out.println("The default " + kind + " driver is " + name + " now.");
    }
}
