package dev.wharf.spi.network;

import static java.util.Objects.requireNonNull;

import java.net.InetAddress;

/**
 * A port of the host that leads to one of a container. The engine holds the host's port, so that nobody else gets it.
 *
 * @param protocol of both
 * @param hostAddress of the host; the wildcard address of IPv4 or IPv6 for all of that family
 * @param hostPort number
 * @param containerPort number
 */
public record PublishedPort(Protocol protocol, InetAddress hostAddress, int hostPort, int containerPort) {
    /** Protocols that have ports. */
    public enum Protocol {
        /** TCP. */
        TCP,
        /** UDP. */
        UDP,
        /** SCTP. */
        SCTP
    }

    /** Checks all parts. */
    public PublishedPort {
        requireNonNull(protocol, "protocol");
        requireNonNull(hostAddress, "hostAddress");
        requirePort(hostPort);
        requirePort(containerPort);
    }

    private static void requirePort(int port) {
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("invalid port: " + port);
        }
    }
}
