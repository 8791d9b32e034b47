package dev.wharf.engine.api.network;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/**
 * The network namespace of a running container.
 *
 * @param containerId full id
 * @param path a file that setns(2) takes, valid while the container lives
 */
public record NetworkSpace(String containerId, Path path) {
    /** Checks both parts. */
    public NetworkSpace {
        requireNonNull(containerId, "containerId");
        requireNonNull(path, "path");
    }
}
