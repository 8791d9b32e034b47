package dev.wharf.spi.exec;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The FIFOs that carry a process's standard streams. The caller has made them, in a folder that only root can enter.
 * The driver sees to it that no byte is lost in them while the daemon is away: something that outlives the daemon holds
 * the read ends of the outputs and the write end of the input.
 *
 * @param stdin what the process reads; empty for /dev/null
 * @param stdout what it writes; with a terminal, all that it writes
 * @param stderr what it writes as error output; empty with a terminal
 */
public record Stdio(Optional<Path> stdin, Path stdout, Optional<Path> stderr) {
    /** Checks all parts. */
    public Stdio {
        requireNonNull(stdin, "stdin");
        requireNonNull(stdout, "stdout");
        requireNonNull(stderr, "stderr");
    }
}
