package dev.wharf.networks.port;

import static java.util.Objects.requireNonNull;

import java.net.InetAddress;
import java.util.Optional;

/**
 * A port to be published.
 *
 * @param port of the container
 * @param hostAddress of the host
 * @param hostPorts one of which is wanted; empty for any
 */
public record PortRequest(ContainerPort port, InetAddress hostAddress, Optional<PortRange> hostPorts) {
    /** Checks all parts. */
    public PortRequest {
        requireNonNull(port, "port");
        requireNonNull(hostAddress, "hostAddress");
        requireNonNull(hostPorts, "hostPorts");
    }
}
