package dev.wharf.itests;

import java.util.ArrayList;
import java.util.List;

/** The command {@code bin/wharf} of the distribution, pointed at a daemon. */
final class WharfCli {
    private final WharfDaemon daemon;

    WharfCli(WharfDaemon daemon) {
        this.daemon = daemon;
    }

    /** Runs it to its end. */
    Commands.Result run(String... arguments) {
        List<String> command = new ArrayList<>(
                List.of(WharfDaemon.distribution().resolve("bin/wharf").toString(), "-H", daemon.dockerHost()));
        command.addAll(List.of(arguments));
        return Commands.run(command);
    }
}
