package dev.wharf.engine.api.network;

import static java.util.Objects.requireNonNull;

import dev.wharf.engine.api.container.EndpointRequest;
import dev.wharf.engine.api.container.NetworkConfig.HostPort;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A container that is about to start, as far as networks need to know it.
 *
 * @param containerId full id
 * @param name of the container, which others in a user's network find it by
 * @param networks by name or id; the first one is that of the container's mode ({@code bridge} for the default). Empty for a
 *     container that has no network namespace of its own
 * @param macAddress of the first interface; empty for any
 * @param ports what is to be published
 * @param links containers of the default bridge whose ports this one may reach
 * @param names how the container resolves names
 */
public record ConnectRequest(
        String containerId,
        String name,
        Map<String, EndpointRequest> networks,
        String macAddress,
        Ports ports,
        List<Link> links,
        Resolving names) {

    /**
     * Ports to be published.
     *
     * @param exposed such as {@code 80/tcp}
     * @param bindings host addresses by container port; an empty list, and an empty port, publish at random
     * @param publishesAll whether each exposed port is published
     */
    public record Ports(Set<String> exposed, Map<String, List<HostPort>> bindings, boolean publishesAll) {
        /** Copies. */
        public Ports {
            exposed = Set.copyOf(exposed);
            bindings = Map.copyOf(bindings);
        }
    }

    /**
     * A running container that another one may reach.
     *
     * @param containerId its full id
     * @param ports that may be reached, such as {@code 80/tcp}
     */
    public record Link(String containerId, List<String> ports) {
        /** Checks and copies. */
        public Link {
            requireNonNull(containerId, "containerId");
            ports = List.copyOf(ports);
        }
    }

    /**
     * How a container in a user's network resolves what is no name of that network.
     *
     * @param servers asked in this order; empty for the host's
     * @param domains searched
     */
    public record Resolving(List<String> servers, List<String> domains) {
        /** Copies. */
        public Resolving {
            servers = List.copyOf(servers);
            domains = List.copyOf(domains);
        }
    }

    /** Checks and copies. */
    public ConnectRequest {
        requireNonNull(containerId, "containerId");
        requireNonNull(name, "name");
        networks = Collections.unmodifiableMap(new LinkedHashMap<>(networks));
        requireNonNull(macAddress, "macAddress");
        requireNonNull(ports, "ports");
        links = List.copyOf(links);
        requireNonNull(names, "names");
    }
}
