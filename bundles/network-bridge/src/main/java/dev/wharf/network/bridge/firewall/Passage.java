package dev.wharf.network.bridge.firewall;

import static java.util.Objects.requireNonNull;

import dev.wharf.spi.network.PublishedPort;

/** A port of a container that another one may reach though the containers of their network may not talk. */
public record Passage(Addresses target, PublishedPort.Protocol protocol, int port) {
    /** Checks all parts. */
    public Passage {
        requireNonNull(target, "target");
        requireNonNull(protocol, "protocol");
    }
}
