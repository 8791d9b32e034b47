package dev.wharf.engine.container;

import dev.wharf.engine.api.NetworkSettings;
import dev.wharf.engine.api.container.EndpointRequest;
import dev.wharf.engine.api.container.NetworkConfig;
import dev.wharf.engine.api.container.NetworkConfig.HostPort;
import dev.wharf.engine.api.network.ConnectRequest;
import dev.wharf.engine.api.network.ConnectRequest.Ports;
import dev.wharf.engine.api.network.ConnectRequest.Resolving;
import dev.wharf.engine.name.Ids;
import dev.wharf.engine.network.PortNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Describes containers to networks. Thread-safe. */
final class ConnectRequests {
    private final NetworkSettings settings;
    private final Links links;
    private final BridgeLinks bridgeLinks;

    ConnectRequests(ContainerTable table) {
        settings = table.settings().network();
        links = new Links(table);
        bridgeLinks = new BridgeLinks(table);
    }

    /** A container with all networks that it is to be in. */
    ConnectRequest of(ContainerRecord record) {
        Map<String, EndpointRequest> networks = new LinkedHashMap<>();
        WantedNetworks.of(record, settings)
                .forEach((network, endpoint) -> networks.put(network, endpoint(record, network, endpoint)));
        return new ConnectRequest(
                record.id(),
                record.name(),
                networks,
                record.config().macAddress(),
                ports(record),
                bridgeLinks.of(record).stream().map(BridgeLinks.Live::opening).toList(),
                resolving(record.hostConfig().network()));
    }

    /**
     * What a container is in a user's network beside what was asked for: its short id is a name there, and in the network of
     * its mode its links are.
     */
    EndpointRequest endpoint(ContainerRecord record, String network, EndpointRequest asked) {
        if (!WantedNetworks.isUsers(network)) {
            return asked;
        }
        Set<String> aliases = new LinkedHashSet<>(asked.aliases());
        aliases.add(Ids.shortened(record.id()));
        Set<String> linked = new LinkedHashSet<>(asked.links());
        if (network.equals(record.hostConfig().network().mode())) {
            links.of(record).forEach(link -> linked.add(link.source().record().name() + ':' + link.alias()));
        }
        return new EndpointRequest(
                asked.ipv4Address(),
                asked.ipv6Address(),
                new ArrayList<>(aliases),
                new ArrayList<>(linked),
                asked.options());
    }

    private static Ports ports(ContainerRecord record) {
        NetworkConfig network = record.hostConfig().network();
        Map<String, List<HostPort>> bindings = new LinkedHashMap<>();
        network.portBindings().forEach((name, hosts) -> PortNames.each(name)
                .forEach(port -> bindings.merge(port, hosts, (one, other) -> Stream.of(one, other)
                        .flatMap(List::stream)
                        .toList())));
        Set<String> exposed =
                PortNames.each(record.config().exposedPorts()).collect(Collectors.toCollection(LinkedHashSet::new));
        return new Ports(exposed, bindings, network.publishAllPorts());
    }

    private Resolving resolving(NetworkConfig network) {
        NetworkConfig effective = NameDefaults.applied(network, settings);
        return new Resolving(effective.dns(), effective.dnsSearch().contains(".") ? List.of() : effective.dnsSearch());
    }
}
