package dev.wharf.engine.container;

import static java.util.Objects.requireNonNull;

import dev.wharf.engine.api.container.NetworkConfig;
import dev.wharf.engine.api.container.NetworkStatus.Endpoint;
import dev.wharf.engine.api.network.Connections;
import dev.wharf.engine.api.network.Connections.Connection;
import dev.wharf.engine.network.HostsLine;
import java.util.ArrayList;
import java.util.List;

/**
 * What the files in a container's /etc tell.
 *
 * @param hostname of the container
 * @param domainname of the container; empty for none
 * @param network with the daemon's defaults
 * @param connections that it has
 * @param links lines of those that it is linked with
 */
record Naming(
        String hostname, String domainname, NetworkConfig network, Connections connections, List<HostsLine> links) {
    /** Checks and copies. */
    Naming {
        requireNonNull(hostname, "hostname");
        requireNonNull(domainname, "domainname");
        requireNonNull(network, "network");
        requireNonNull(connections, "connections");
        links = List.copyOf(links);
    }

    /** One for each address. */
    List<HostsLine> ownLines() {
        List<HostsLine> lines = new ArrayList<>();
        if (hostname.isEmpty()) {
            return lines;
        }
        for (Connection made : connections.endpoints().values()) {
            Endpoint endpoint = made.endpoint();
            List.of(endpoint.ipAddress(), endpoint.ipv6Address()).stream()
                    .filter(address -> !address.isEmpty())
                    .forEach(address -> lines.add(HostsLine.own(address, hostname, domainname)));
        }
        return lines;
    }

    /** Whether it asks the engine's name server. */
    boolean hasNameServer() {
        return connections.endpoints().values().stream().anyMatch(Connection::hasNameServer);
    }

    boolean hasIpv6() {
        return connections.endpoints().values().stream()
                .anyMatch(made -> !made.endpoint().ipv6Address().isEmpty());
    }

    /** The same with other connections. */
    Naming with(Connections others) {
        return new Naming(hostname, domainname, network, others, links);
    }
}
