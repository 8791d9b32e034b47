package dev.wharf.networks.live;

import dev.wharf.engine.api.container.NetworkConfig.HostPort;
import dev.wharf.engine.api.network.ConnectRequest;
import dev.wharf.engine.api.network.ConnectRequest.Link;
import dev.wharf.engine.api.network.Connections;
import dev.wharf.engine.api.network.Connections.Connection;
import dev.wharf.networks.name.ContainerNames;
import dev.wharf.networks.port.HeldPort;
import dev.wharf.networks.port.PortWishes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A container that runs, or is about to. Changed by the calls for it, which come one after the other; read by everybody.
 */
public final class LiveContainer {
    private final ConnectRequest request;
    private final PortWishes wishes;
    private final ContainerNames names = new ContainerNames();
    private final List<LiveEndpoint> endpoints = new CopyOnWriteArrayList<>();
    private volatile List<HeldPort> ports = List.of();
    private volatile List<Link> links;
    private volatile String name;
    private volatile boolean isAttached;
    private volatile @Nullable Path space;

    /** A container without connections. */
    public LiveContainer(ConnectRequest request, PortWishes wishes) {
        this.request = request;
        this.wishes = wishes;
        this.links = request.links();
        this.name = request.name();
    }

    /** Full id. */
    public String id() {
        return request.containerId();
    }

    /** What was asked for. */
    public ConnectRequest request() {
        return request;
    }

    /** What it may reach where containers are kept from one another. */
    public List<Link> links() {
        return links;
    }

    /** It has these links from now on. */
    public void linked(List<Link> next) {
        links = List.copyOf(next);
    }

    /** The ports that were asked for. */
    public PortWishes wishes() {
        return wishes;
    }

    /** Its name at present. */
    public String name() {
        return name;
    }

    /** It has another name. */
    public void renamed(String next) {
        name = next;
    }

    /** What it is told of names. */
    public ContainerNames names() {
        return names;
    }

    /** Its connections, in their order; can be changed. */
    public List<LiveEndpoint> endpoints() {
        return endpoints;
    }

    /** Its connection to a network. */
    public Optional<LiveEndpoint> endpoint(LiveNetwork network) {
        return endpoints.stream()
                .filter(endpoint -> endpoint.network() == network)
                .findFirst();
    }

    /** The one with the default route. */
    public Optional<LiveEndpoint> way() {
        return endpoints.stream()
                .filter(endpoint -> endpoint.place().isDefaultRoute())
                .findFirst();
    }

    /** The ports of the host that it has. */
    public List<HeldPort> ports() {
        return ports;
    }

    /** It has these ports of the host. */
    public void holds(List<HeldPort> held) {
        ports = List.copyOf(held);
    }

    /** Its network namespace; empty before it was attached. */
    public Optional<Path> space() {
        return Optional.ofNullable(space);
    }

    /** Its network namespace is there. */
    public void isIn(Path namespace) {
        space = namespace;
    }

    /** Its connections are up. */
    public void attached() {
        isAttached = true;
    }

    /** Whether its connections were ever up. */
    public boolean isAttached() {
        return isAttached;
    }

    /** The first name for an interface that is free. */
    public String freeInterface() {
        List<String> taken = endpoints.stream()
                .map(endpoint -> endpoint.place().interfaceName())
                .toList();
        int number = 0;
        while (taken.contains("eth" + number)) {
            number++;
        }
        return "eth" + number;
    }

    /** As the engine keeps it; the connection with the default route comes first. */
    public Connections connections() {
        Map<String, Connection> all = new LinkedHashMap<>();
        endpoints.stream()
                .sorted(Comparator.comparing(
                        endpoint -> endpoint.place().isDefaultRoute() ? 0 : 1)) // the sort is stable
                .forEach(endpoint -> all.putIfAbsent(endpoint.network().name(), endpoint.connection()));
        return new Connections(all, publishedPorts());
    }

    private Map<String, List<HostPort>> publishedPorts() {
        Map<String, List<HostPort>> all = new LinkedHashMap<>();
        boolean canPublish =
                endpoints.stream().anyMatch(endpoint -> endpoint.network().needsDriver());
        if (canPublish) {
            wishes.all().forEach(port -> all.put(port.toString(), new ArrayList<>()));
            ports.forEach(held -> all.computeIfAbsent(held.containerPort().toString(), absent -> new ArrayList<>())
                    .add(held.toHostPort()));
        }
        return all;
    }
}
