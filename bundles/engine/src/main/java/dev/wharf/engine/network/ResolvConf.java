package dev.wharf.engine.network;

import static java.util.Objects.requireNonNull;

import dev.wharf.engine.api.container.NetworkConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The host's resolv.conf(5), made fit for a container; Docker 1.9.1, pkg resolvconf, and 20.10, libnetwork
 * sandbox_dns_unix.go.
 *
 * @param text of the host
 * @param ipv6 whether containers can use name servers with IPv6 addresses
 */
public record ResolvConf(String text, boolean ipv6) {
    /** Where containers of users' networks find the engine's own name server. */
    public static final String OWN_SERVER = "127.0.0.11";

    private static final List<String> PUBLIC = List.of("8.8.8.8", "8.8.4.4");
    private static final List<String> PUBLIC_IPV6 = List.of("2001:4860:4860::8888", "2001:4860:4860::8844");
    private static final String NDOTS = "ndots:";

    /** Checks the text. */
    public ResolvConf {
        requireNonNull(text, "text");
    }

    /** For a container that asks the servers itself. */
    public String adapted(NetworkConfig network) {
        return joined(search(network), servers(network), options(network));
    }

    /** For a container that asks the engine's name server: a name without a dot is first one of its network. */
    public String withOwnServer(NetworkConfig network) {
        List<String> options = new ArrayList<>(options(network));
        if (options.stream().noneMatch(line -> line.contains(NDOTS))) {
            options.add("options ndots:0");
        }
        return joined(search(network), List.of("nameserver " + OWN_SERVER), options);
    }

    /** The host's own servers that others can reach. */
    private List<String> reachable() {
        return values("nameserver").stream().filter(server -> !isLocal(server)).toList();
    }

    private List<String> search(NetworkConfig network) {
        return network.dnsSearch().contains(".") ? List.of() : replaced("search", network.dnsSearch());
    }

    private List<String> servers(NetworkConfig network) {
        List<String> servers = new ArrayList<>(network.dns().isEmpty() ? reachable() : network.dns());
        if (servers.isEmpty()) {
            servers.addAll(PUBLIC);
            servers.addAll(ipv6 ? PUBLIC_IPV6 : List.of());
        }
        return servers.stream().map(server -> "nameserver " + server).toList();
    }

    private List<String> options(NetworkConfig network) {
        return replaced("options", network.dnsOptions());
    }

    private List<String> replaced(String keyword, List<String> own) {
        if (!own.isEmpty()) {
            return List.of(keyword + ' ' + String.join(" ", own));
        }
        return values(keyword).stream().map(value -> keyword + ' ' + value).toList();
    }

    private List<String> values(String keyword) {
        return text.lines()
                .map(String::strip)
                .filter(line -> line.startsWith(keyword + ' ') || line.startsWith(keyword + '\t'))
                .map(line -> line.substring(keyword.length()).strip())
                .toList();
    }

    private static boolean isLocal(String server) {
        return server.startsWith("127.") || server.equals("::1");
    }

    private static String joined(List<String> search, List<String> servers, List<String> options) {
        return Stream.of(search, servers, options)
                .flatMap(List::stream)
                .map(line -> line + '\n')
                .collect(Collectors.joining());
    }
}
