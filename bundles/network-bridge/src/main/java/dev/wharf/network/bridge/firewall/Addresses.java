package dev.wharf.network.bridge.firewall;

import static java.util.Objects.requireNonNull;

import java.net.InetAddress;
import java.util.Optional;
import java.util.stream.Stream;

/** The addresses of a container in one network. */
public record Addresses(Optional<InetAddress> ipv4, Optional<InetAddress> ipv6) {
    /** Checks both. */
    public Addresses {
        requireNonNull(ipv4, "ipv4");
        requireNonNull(ipv6, "ipv6");
    }

    /** Those that there are. */
    Stream<InetAddress> all() {
        return Stream.concat(ipv4.stream(), ipv6.stream());
    }
}
