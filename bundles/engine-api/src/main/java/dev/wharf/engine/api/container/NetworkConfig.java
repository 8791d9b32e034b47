package dev.wharf.engine.api.container;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;

/**
 * How a container is connected.
 *
 * @param mode {@code default}, {@code bridge}, {@code none}, {@code host}, {@code container:ID}, a network's name, or
 *     empty
 * @param portBindings host addresses by container port, such as {@code 80/tcp}; an empty list publishes at random
 * @param publishAllPorts whether each exposed port is published
 * @param links {@code container:alias}
 * @param dns addresses of name servers
 * @param dnsSearch domains; {@code .} for none
 * @param dnsOptions as in resolv.conf(5)
 * @param extraHosts {@code name:address}
 */
public record NetworkConfig(
        String mode,
        Map<String, List<HostPort>> portBindings,
        boolean publishAllPorts,
        List<String> links,
        List<String> dns,
        List<String> dnsSearch,
        List<String> dnsOptions,
        List<String> extraHosts) {

    /**
     * An address on the host.
     *
     * @param ip empty for all
     * @param port number or range; empty for a random one
     */
    public record HostPort(String ip, String port) {
        /** Checks both parts. */
        public HostPort {
            requireNonNull(ip, "ip");
            requireNonNull(port, "port");
        }
    }

    /** Checks and copies. */
    public NetworkConfig {
        requireNonNull(mode, "mode");
        portBindings = Ordered.map(portBindings);
        links = List.copyOf(links);
        dns = List.copyOf(dns);
        dnsSearch = List.copyOf(dnsSearch);
        dnsOptions = List.copyOf(dnsOptions);
        extraHosts = List.copyOf(extraHosts);
    }

    /** Nothing set. */
    public static NetworkConfig empty() {
        return ofMode("");
    }

    /** Nothing set but the mode. */
    public static NetworkConfig ofMode(String mode) {
        return new NetworkConfig(mode, Map.of(), false, List.of(), List.of(), List.of(), List.of(), List.of());
    }
}
