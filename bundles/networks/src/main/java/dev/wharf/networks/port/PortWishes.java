package dev.wharf.networks.port;

import dev.wharf.engine.api.EngineException.InvalidArgument;
import dev.wharf.engine.api.container.NetworkConfig.HostPort;
import dev.wharf.engine.api.network.ConnectRequest.Ports;
import dev.wharf.networks.address.Literals;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a client asked to be published.
 *
 * @param published in the order of the containers' ports
 * @param all exposed or published
 */
public record PortWishes(List<PortRequest> published, SortedSet<ContainerPort> all) {
    /** Copies. */
    public PortWishes {
        published = List.copyOf(published);
        all = new TreeSet<>(all);
    }

    /**
     * Reads them.
     *
     * @param hostAddress where those are published that name no address
     * @throws InvalidArgument for a port or address
     */
    public static PortWishes of(Ports ports, InetAddress hostAddress) {
        Map<ContainerPort, List<HostPort>> bindings = new TreeMap<>();
        ports.bindings().forEach((text, places) -> ContainerPort.parse(text)
                .forEach(port -> bindings.put(port, places.isEmpty() ? List.of(new HostPort("", "")) : places)));
        SortedSet<ContainerPort> all = new TreeSet<>(bindings.keySet());
        ports.exposed().forEach(text -> all.addAll(ContainerPort.parse(text)));
        if (ports.publishesAll()) {
            all.forEach(port -> bindings.putIfAbsent(port, List.of(new HostPort("", ""))));
        }
        List<PortRequest> published = new ArrayList<>();
        bindings.forEach((port, places) -> places.forEach(place -> published.add(request(port, place, hostAddress))));
        return new PortWishes(published, all);
    }

    private static PortRequest request(ContainerPort port, HostPort place, InetAddress hostAddress) {
        InetAddress address = place.ip().isEmpty()
                ? hostAddress
                : Literals.address(place.ip())
                        .orElseThrow(() -> new InvalidArgument("Invalid ip address: " + place.ip()));
        boolean isAny = place.port().isEmpty() || place.port().equals("0");
        return new PortRequest(port, address, isAny ? Optional.empty() : Optional.of(PortRange.parse(place.port())));
    }
}
