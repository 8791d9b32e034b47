package dev.wharf.engine.spec;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * The containers whose namespaces a container shares, by full id.
 *
 * @param network whose interfaces
 * @param ipc whose System V IPC
 * @param pid whose processes
 */
public record Joins(Optional<String> network, Optional<String> ipc, Optional<String> pid) {
    /** Checks all parts. */
    public Joins {
        requireNonNull(network, "network");
        requireNonNull(ipc, "ipc");
        requireNonNull(pid, "pid");
    }

    /** Shares nothing. */
    public static Joins none() {
        return new Joins(Optional.empty(), Optional.empty(), Optional.empty());
    }
}
