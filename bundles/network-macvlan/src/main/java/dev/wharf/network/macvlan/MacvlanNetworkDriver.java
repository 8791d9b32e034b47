package dev.wharf.network.macvlan;

import static dev.wharf.network.macvlan.Failures.translated;

import dev.wharf.linux.Errno;
import dev.wharf.linux.LinuxException;
import dev.wharf.linux.network.LinkMessages.MacvlanMode;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import dev.wharf.spi.NamedValue;
import dev.wharf.spi.network.Attachment;
import dev.wharf.spi.network.EndpointId;
import dev.wharf.spi.network.EndpointSpec;
import dev.wharf.spi.network.JoinOptions;
import dev.wharf.spi.network.MacAddress;
import dev.wharf.spi.network.NetworkDriver;
import dev.wharf.spi.network.NetworkId;
import dev.wharf.spi.network.NetworkSpec;
import dev.wharf.spi.network.Sandbox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Gives containers interfaces with hardware addresses of their own on an interface of the host. Keeps nothing but what the engine
 * tells; nothing on the host belongs to an endpoint, as its interface lives and dies with the container's namespace. Thread-safe
 * as the engine calls it.
 */
final class MacvlanNetworkDriver implements NetworkDriver {
    private final Links links;
    private final Parents parents;
    private final Map<NetworkId, MacvlanNetwork> networks = new ConcurrentHashMap<>();
    private final Map<EndpointId, Endpoint> endpoints = new ConcurrentHashMap<>();
    /** The namespaces that the interfaces of endpoints are in. */
    private final Map<EndpointId, Path> places = new ConcurrentHashMap<>();

    MacvlanNetworkDriver(Links links) {
        this.links = links;
        this.parents = new Parents(links);
    }

    @Override
    public void createNetwork(NetworkSpec spec) {
        MacvlanNetwork network = MacvlanNetwork.of(spec);
        requireOwnParent(network);
        translated("make network " + spec.name(), () -> make(network));
        networks.put(network.id(), network);
    }

    /** In Docker's words; libnetwork of Docker 20.10, drivers/macvlan/macvlan_network.go. */
    private void requireOwnParent(MacvlanNetwork network) {
        networks.values().stream()
                .filter(other ->
                        other.parent().equals(network.parent()) && !other.id().equals(network.id()))
                .findFirst()
                .ifPresent(other -> {
                    throw new DriverException(
                            Kind.ALREADY_EXISTS,
                            "network " + other.id() + " is already using parent interface " + network.parent());
                });
    }

    private void make(MacvlanNetwork network) {
        try {
            parents.ensure(network);
        } catch (LinuxException e) {
            if (!networks.containsKey(network.id())) {
                undo(network, e);
            }
            throw e;
        }
    }

    private void undo(MacvlanNetwork network, LinuxException cause) {
        try {
            parents.remove(network.id());
        } catch (LinuxException e) {
            cause.addSuppressed(e);
        }
    }

    @Override
    public void removeNetwork(NetworkId network) {
        translated("remove network " + network, () -> parents.remove(network));
        networks.remove(network);
    }

    @Override
    public EndpointSpec createEndpoint(EndpointSpec spec) {
        Endpoint endpoint = Endpoint.of(spec, network(spec.network()));
        endpoints.put(spec.id(), endpoint);
        return endpoint.spec();
    }

    @Override
    public Attachment join(EndpointId id, Sandbox sandbox, JoinOptions options) {
        Endpoint endpoint = Optional.ofNullable(endpoints.get(id))
                .orElseThrow(() -> new DriverException(Kind.NOT_FOUND, "no such endpoint: " + id));
        MacAddress mac = translated("connect container " + sandbox.id(), () -> plug(endpoint, sandbox, options));
        places.put(id, sandbox.namespace());
        return new Attachment(options.interfaceName(), mac, endpoint.ipv4Gateway(), endpoint.ipv6Gateway());
    }

    private MacAddress plug(Endpoint endpoint, Sandbox sandbox, JoinOptions options) {
        int parent = parents.ensure(endpoint.network());
        try {
            return links.plug(endpoint.member(options), parent, sandbox.namespace());
        } catch (LinuxException e) {
            throw explained(e, endpoint.network(), sandbox);
        }
    }

    private static RuntimeException explained(LinuxException error, MacvlanNetwork network, Sandbox sandbox) {
        if (!Files.exists(sandbox.namespace())) {
            return new DriverException(Kind.NOT_FOUND, "no such container: " + sandbox.id(), error);
        }
        String parent = "parent interface " + network.parent();
        if (error.is(Errno.ENETDOWN)) {
            return new DriverException(Kind.UNAVAILABLE, parent + " is down", error);
        }
        if (error.is(Errno.EINVAL) && network.mode() == MacvlanMode.PASSTHRU) {
            return new DriverException(
                    Kind.EXHAUSTED, parent + " has a container already, and serves one alone in mode passthru", error);
        }
        return error;
    }

    @Override
    public void leave(EndpointId endpoint, Sandbox sandbox) {
        translated("disconnect container " + sandbox.id(), () -> links.unplug(endpoint, sandbox.namespace()));
        places.remove(endpoint);
    }

    @Override
    public void removeEndpoint(EndpointId endpoint) {
        Path place = places.get(endpoint);
        if (place != null) {
            translated("remove endpoint " + endpoint, () -> links.unplug(endpoint, place));
            places.remove(endpoint);
        }
        endpoints.remove(endpoint);
    }

    @Override
    public void restore(NetworkId id, Collection<EndpointSpec> inUse) {
        MacvlanNetwork network = network(id);
        List<Endpoint> those =
                inUse.stream().map(spec -> Endpoint.of(spec, network)).toList();
        translated("restore network " + id, () -> findPlaces(id, those));
        endpoints.values().removeIf(endpoint -> endpoint.network().id().equals(id));
        those.forEach(endpoint -> endpoints.put(endpoint.spec().id(), endpoint));
    }

    private void findPlaces(NetworkId network, List<Endpoint> inUse) {
        Map<String, EndpointId> known = inUse.stream()
                .collect(Collectors.toMap(
                        Endpoint::mark, endpoint -> endpoint.spec().id()));
        String begin = Names.markOfEndpoints(network);
        for (Links.Placed placed : links.members()) {
            EndpointId endpoint = known.get(placed.mark());
            if (endpoint != null) {
                places.put(endpoint, placed.namespace());
            } else if (placed.mark().startsWith(begin)) {
                links.unplug(new EndpointId(placed.mark().substring(begin.length())), placed.namespace());
            }
        }
    }

    @Override
    public List<NamedValue> details(NetworkId id) {
        MacvlanNetwork network = network(id);
        return List.of(new NamedValue("Parent", network.parent()), new NamedValue("Mode", network.modeName()));
    }

    private MacvlanNetwork network(NetworkId id) {
        return Optional.ofNullable(networks.get(id))
                .orElseThrow(() -> new DriverException(Kind.NOT_FOUND, "no such network: " + id));
    }

    /** Interfaces and traffic stay as they are. */
    @Override
    public void close() {
        links.close();
    }
}
