package dev.wharf.networks.testing;

import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import dev.wharf.spi.network.Attachment;
import dev.wharf.spi.network.EndpointId;
import dev.wharf.spi.network.EndpointSpec;
import dev.wharf.spi.network.IpPrefix;
import dev.wharf.spi.network.JoinOptions;
import dev.wharf.spi.network.MacAddress;
import dev.wharf.spi.network.NetworkDriver;
import dev.wharf.spi.network.NetworkId;
import dev.wharf.spi.network.NetworkSpec;
import dev.wharf.spi.network.PeerFilter;
import dev.wharf.spi.network.PortPublisher;
import dev.wharf.spi.network.PublishedPort;
import dev.wharf.spi.network.Sandbox;
import dev.wharf.spi.network.Subnet;
import java.net.InetAddress;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** A driver that keeps what it is told, and refuses what the contract has it refuse. */
public final class FakeNetworkDriver implements NetworkDriver, PortPublisher, PeerFilter {
    private final Map<NetworkId, NetworkSpec> networks = new ConcurrentHashMap<>();
    private final Map<EndpointId, EndpointSpec> endpoints = new ConcurrentHashMap<>();
    private final Map<EndpointId, JoinOptions> joined = new ConcurrentHashMap<>();
    private final Map<EndpointId, Collection<PublishedPort>> published = new ConcurrentHashMap<>();
    private final Map<EndpointId, Collection<Opening>> opened = new ConcurrentHashMap<>();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private volatile String failing = "";
    private volatile Kind kind = Kind.INTERNAL;

    /** Lets a call fail from now on; an empty name lets all succeed. */
    public void fail(String call, Kind with) {
        kind = with;
        failing = call;
    }

    /** The networks by name. */
    public Map<String, NetworkSpec> networks() {
        return networks.values().stream().collect(Collectors.toMap(NetworkSpec::name, spec -> spec));
    }

    /** The connections that are there. */
    public Collection<EndpointSpec> endpoints() {
        return endpoints.values();
    }

    /** How connections appear in containers. */
    public Map<EndpointId, JoinOptions> joined() {
        return joined;
    }

    /** Ports by connection. */
    public Map<EndpointId, Collection<PublishedPort>> published() {
        return published;
    }

    /** What connections may reach. */
    public Map<EndpointId, Collection<Opening>> opened() {
        return opened;
    }

    /** The names of the calls, in order. */
    public List<String> calls() {
        return calls;
    }

    private void called(String call) {
        calls.add(call);
        if (call.equals(failing)) {
            throw new DriverException(kind, call + " fails");
        }
    }

    @Override
    public void createNetwork(NetworkSpec network) {
        if (kind == Kind.UNAVAILABLE) { // one that is cut off has perhaps done its work
            networks.put(network.id(), network);
        }
        called("createNetwork");
        networks.put(network.id(), network);
    }

    @Override
    public void removeNetwork(NetworkId network) {
        called("removeNetwork");
        networks.remove(network);
    }

    @Override
    public EndpointSpec createEndpoint(EndpointSpec endpoint) {
        called("createEndpoint");
        requireNetwork(endpoint.network());
        EndpointSpec chosen = new EndpointSpec(
                endpoint.id(),
                endpoint.network(),
                endpoint.ipv4(),
                endpoint.ipv6(),
                Optional.of(endpoint.mac().orElseGet(() -> mac(endpoint.ipv4()))),
                endpoint.options());
        endpoints.put(endpoint.id(), chosen);
        return chosen;
    }

    private static MacAddress mac(Optional<IpPrefix> address) {
        return address.map(prefix -> new MacAddress("02:42:"
                        + HexFormat.ofDelimiter(":").formatHex(prefix.address().getAddress())))
                .orElse(new MacAddress("02:42:00:00:00:01"));
    }

    private NetworkSpec requireNetwork(NetworkId network) {
        return Optional.ofNullable(networks.get(network))
                .orElseThrow(() -> new DriverException(Kind.NOT_FOUND, "no network " + network));
    }

    private EndpointSpec require(EndpointId endpoint) {
        return Optional.ofNullable(endpoints.get(endpoint))
                .orElseThrow(() -> new DriverException(Kind.NOT_FOUND, "no endpoint " + endpoint));
    }

    @Override
    public Attachment join(EndpointId endpoint, Sandbox sandbox, JoinOptions options) {
        called("join");
        EndpointSpec spec = require(endpoint);
        joined.put(endpoint, options);
        return new Attachment(
                options.interfaceName(), spec.mac().orElseThrow(), gateway(spec, false), gateway(spec, true));
    }

    private Optional<InetAddress> gateway(EndpointSpec spec, boolean isIpv6) {
        return requireNetwork(spec.network()).subnets().stream()
                .filter(subnet -> subnet.pool().isIpv6() == isIpv6)
                .findFirst()
                .flatMap(Subnet::gateway);
    }

    @Override
    public void leave(EndpointId endpoint, Sandbox sandbox) {
        called("leave");
        joined.remove(endpoint);
    }

    @Override
    public void removeEndpoint(EndpointId endpoint) {
        called("removeEndpoint");
        forget(endpoint);
    }

    private void forget(EndpointId endpoint) {
        endpoints.remove(endpoint);
        joined.remove(endpoint);
        published.remove(endpoint);
        opened.remove(endpoint);
    }

    @Override
    public void restore(NetworkId network, Collection<EndpointSpec> used) {
        called("restore");
        requireNetwork(network);
        Set<EndpointId> there = used.stream().map(EndpointSpec::id).collect(Collectors.toSet());
        endpoints.values().stream()
                .filter(spec -> spec.network().equals(network) && !there.contains(spec.id()))
                .map(EndpointSpec::id)
                .toList()
                .forEach(this::forget);
        used.forEach(spec -> endpoints.put(spec.id(), spec));
    }

    @Override
    public void publish(EndpointId endpoint, Collection<PublishedPort> ports) {
        called("publish");
        require(endpoint);
        published.put(endpoint, List.copyOf(ports));
    }

    @Override
    public void open(EndpointId source, Collection<Opening> openings) {
        called("open");
        require(source);
        openings.forEach(opening -> require(opening.target()));
        opened.put(source, List.copyOf(openings));
    }

    @Override
    public void close() {
        called("close");
    }
}
