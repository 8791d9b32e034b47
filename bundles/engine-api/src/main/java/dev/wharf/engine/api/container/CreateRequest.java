package dev.wharf.engine.api.container;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/**
 * A container to be made.
 *
 * @param name with or without the leading slash; empty for a generated one
 * @param config what runs in it
 * @param hostConfig how it is tied to the host
 * @param networks how it is connected, by name or id of the network; one that is not that of its mode is a further one
 */
public record CreateRequest(
        String name, ContainerConfig config, HostConfig hostConfig, Map<String, EndpointRequest> networks) {
    /** Checks and copies. */
    public CreateRequest {
        requireNonNull(name, "name");
        requireNonNull(config, "config");
        requireNonNull(hostConfig, "hostConfig");
        networks = Ordered.map(networks);
    }

    /** Connected as its mode says. */
    public CreateRequest(String name, ContainerConfig config, HostConfig hostConfig) {
        this(name, config, hostConfig, Map.of());
    }
}
