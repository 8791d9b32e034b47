package dev.wharf.engine.api.container;

import static java.util.Objects.requireNonNull;

/**
 * A container to be made.
 *
 * @param name with or without the leading slash; empty for a generated one
 * @param config what runs in it
 * @param hostConfig how it is tied to the host
 */
public record CreateRequest(String name, ContainerConfig config, HostConfig hostConfig) {
    /** Checks all parts. */
    public CreateRequest {
        requireNonNull(name, "name");
        requireNonNull(config, "config");
        requireNonNull(hostConfig, "hostConfig");
    }
}
