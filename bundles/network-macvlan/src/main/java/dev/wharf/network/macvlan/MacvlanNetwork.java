package dev.wharf.network.macvlan;

import static java.util.Objects.requireNonNull;

import dev.wharf.linux.network.LinkMessages.MacvlanMode;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import dev.wharf.spi.network.NetworkId;
import dev.wharf.spi.network.NetworkSpec;
import dev.wharf.spi.network.Subnet;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;

/**
 * A network, with its options read.
 *
 * @param spec as the engine wants it
 * @param options of it
 */
record MacvlanNetwork(NetworkSpec spec, MacvlanOptions options) {
    MacvlanNetwork {
        requireNonNull(spec, "spec");
        requireNonNull(options, "options");
    }

    /**
     * Reads the options.
     *
     * @throws DriverException INVALID_ARGUMENT, also when there is no subnet
     */
    static MacvlanNetwork of(NetworkSpec spec) {
        if (spec.subnets().isEmpty()) {
            throw new DriverException(
                    Kind.INVALID_ARGUMENT, "network " + spec.name() + " needs an IPv4 or IPv6 subnet for macvlan");
        }
        return new MacvlanNetwork(spec, MacvlanOptions.of(spec));
    }

    NetworkId id() {
        return spec.id();
    }

    /** Whether no wire is connected: for want of a parent, or because nothing outside may be reached. */
    boolean isIsolated() {
        return spec.isInternal() || options.parent().isEmpty();
    }

    /** The interface that those of the containers are made on. */
    String parent() {
        return isIsolated() ? Names.isolated(id()) : options.parent().orElseThrow();
    }

    MacvlanMode mode() {
        return options.mode();
    }

    /** The mode as users write it. */
    String modeName() {
        return mode().name().toLowerCase(Locale.ROOT);
    }

    /** The router of the containers, which is some machine of the network; empty where they have none. */
    Optional<InetAddress> gateway(boolean isIpv6) {
        if (isIsolated()) {
            return Optional.empty();
        }
        return spec.subnets().stream()
                .filter(subnet -> subnet.pool().isIpv6() == isIpv6)
                .findFirst()
                .flatMap(Subnet::gateway);
    }
}
