package dev.wharf.spi.network;

import static java.util.Objects.requireNonNull;

import java.net.InetAddress;
import java.util.Optional;

/**
 * What a container found when it was attached.
 *
 * @param interfaceName its name in the container
 * @param mac of the interface
 * @param ipv4Gateway router of the subnet
 * @param ipv6Gateway router of the subnet
 */
public record Attachment(
        String interfaceName, MacAddress mac, Optional<InetAddress> ipv4Gateway, Optional<InetAddress> ipv6Gateway) {
    /** Checks all parts. */
    public Attachment {
        requireNonNull(interfaceName, "interfaceName");
        requireNonNull(mac, "mac");
        requireNonNull(ipv4Gateway, "ipv4Gateway");
        requireNonNull(ipv6Gateway, "ipv6Gateway");
    }
}
