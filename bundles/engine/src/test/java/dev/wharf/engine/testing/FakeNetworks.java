package dev.wharf.engine.testing;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.container.EndpointRequest;
import dev.wharf.engine.api.container.NetworkConfig.HostPort;
import dev.wharf.engine.api.container.NetworkStatus.Endpoint;
import dev.wharf.engine.api.network.ConnectRequest;
import dev.wharf.engine.api.network.Connections;
import dev.wharf.engine.api.network.Connections.Connection;
import dev.wharf.engine.api.network.ContainerNetworks;
import dev.wharf.engine.api.network.Ipam;
import dev.wharf.engine.api.network.Network;
import dev.wharf.engine.api.network.Network.Member;
import dev.wharf.engine.api.network.NetworkCreated;
import dev.wharf.engine.api.network.NetworkRequest;
import dev.wharf.engine.api.network.NetworkService;
import dev.wharf.engine.api.network.NetworkSpace;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Networks without a kernel: {@code bridge} (172.17.0.0/16), {@code none} and those that a test makes. Each address is given
 * to one container at a time, the lowest first, and so is each port of the host.
 */
public final class FakeNetworks implements ContainerNetworks, NetworkService {
    private static final String BRIDGE = "bridge";

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, String> pools = new ConcurrentHashMap<>(Map.of(BRIDGE, "172.17.0.", "none", ""));
    private final Map<String, Held> held = new ConcurrentHashMap<>();
    private final List<String> diary = new CopyOnWriteArrayList<>();
    private final List<ConnectRequest> requests = new CopyOnWriteArrayList<>();
    private volatile String broken = "";

    private record Held(String name, Connections connections, boolean attached) {}

    /** Makes a network of a user. */
    public void add(String name, String prefix) {
        pools.put(name, prefix);
    }

    /** A network is there no more. */
    public void drop(String name) {
        pools.remove(name);
    }

    /** Lets the next calls of a kind fail; an empty text lets none. */
    public void fail(String call) {
        broken = call;
    }

    /** The calls, each with its container's id shortened to four digits. */
    public List<String> diary() {
        return List.copyOf(diary);
    }

    /** What was told of containers. */
    public List<ConnectRequest> requests() {
        return List.copyOf(requests);
    }

    /** The last thing that was told of a container. */
    public ConnectRequest request() {
        return requests.get(requests.size() - 1);
    }

    /** The containers that hold something. */
    public Set<String> held() {
        return Set.copyOf(held.keySet());
    }

    /** How a container is connected. */
    public Connections of(String id) {
        return Optional.ofNullable(held.get(id)).map(Held::connections).orElseGet(Connections::none);
    }

    /** The networks of a daemon that starts: nothing is held. */
    public FakeNetworks restarted() {
        FakeNetworks after = new FakeNetworks();
        after.pools.putAll(pools);
        return after;
    }

    @Override
    public Connections prepare(ConnectRequest request) {
        return locked(() -> {
            called("prepare", request.containerId());
            requests.add(request);
            Map<String, Connection> endpoints = new LinkedHashMap<>();
            request.networks().forEach((network, asked) -> endpoints.put(network, made(network, asked, endpoints)));
            Connections made = new Connections(endpoints, ports(request));
            held.put(request.containerId(), new Held(request.name(), made, false));
            return made;
        });
    }

    @Override
    public Connections attach(NetworkSpace space) {
        return locked(() -> {
            called("attach", space.containerId());
            Held prepared = held(space);
            held.put(space.containerId(), new Held(prepared.name(), prepared.connections(), true));
            return prepared.connections();
        });
    }

    @Override
    public Connections connect(NetworkSpace space, String network, EndpointRequest endpoint) {
        return locked(() -> {
            called("connect " + network, space.containerId());
            Held before = held(space);
            Map<String, Connection> endpoints =
                    new LinkedHashMap<>(before.connections().endpoints());
            if (endpoints.containsKey(network)) {
                throw new EngineException.Conflict("already there");
            }
            endpoints.put(network, made(network, endpoint, endpoints));
            return become(space, new Connections(endpoints, before.connections().ports()));
        });
    }

    @Override
    public Connections disconnect(NetworkSpace space, String network) {
        return locked(() -> {
            called("disconnect " + network, space.containerId());
            Held before = held(space);
            Map<String, Connection> endpoints =
                    new LinkedHashMap<>(before.connections().endpoints());
            endpoints.remove(network);
            return become(space, new Connections(endpoints, before.connections().ports()));
        });
    }

    @Override
    public void release(String containerId) {
        called("release", containerId);
        held.remove(containerId);
    }

    @Override
    public void recover(ConnectRequest request, Connections connections, NetworkSpace space) {
        called("recover", request.containerId());
        requests.add(request);
        held.put(request.containerId(), new Held(request.name(), connections, true));
    }

    @Override
    public void recovered() {
        diary.add("recovered");
    }

    @Override
    public void rename(String containerId, String name) {
        called("rename " + name, containerId);
    }

    @Override
    public NetworkCreated create(NetworkRequest request) {
        throw new UnsupportedOperationException("made by add()");
    }

    @Override
    public List<Network> list(Map<String, List<String>> filters) {
        return pools.keySet().stream().map(this::inspect).toList();
    }

    @Override
    public Network inspect(String reference) {
        if (!pools.containsKey(reference)) {
            throw new EngineException.NotFound("network " + reference + " not found");
        }
        Map<String, Member> members = new LinkedHashMap<>();
        held.forEach(
                (id, one) -> Optional.ofNullable(one.connections().endpoints().get(reference))
                        .ifPresent(made -> members.put(id, new Member(one.name(), made.endpoint()))));
        return new Network(
                id(reference),
                reference,
                Instant.EPOCH,
                "local",
                BRIDGE,
                false,
                false,
                Ipam.any(),
                members,
                Map.of(),
                Map.of());
    }

    @Override
    public void remove(String reference) {
        pools.remove(reference);
    }

    /** The id of a network. */
    public static String id(String network) {
        return String.format("%064x", network.hashCode() & 0xffff_ffffL);
    }

    private Connections become(NetworkSpace space, Connections next) {
        held.computeIfPresent(space.containerId(), (id, one) -> new Held(one.name(), next, true));
        return next;
    }

    private Held held(NetworkSpace space) {
        return Optional.ofNullable(held.get(space.containerId()))
                .orElseThrow(() -> new EngineException.Internal("unknown container " + space.containerId()));
    }

    private Connection made(String network, EndpointRequest asked, Map<String, Connection> others) {
        String prefix = Optional.ofNullable(pools.get(network))
                .orElseThrow(() -> new EngineException.NotFound("network " + network + " not found"));
        if (prefix.isEmpty()) {
            return new Connection(Endpoint.unaddressed(id(network), "e0"), "null", "", false);
        }
        String address = asked.ipv4Address().isEmpty() ? free(prefix) : asked.ipv4Address();
        Endpoint endpoint = new Endpoint(id(network), "e" + address, prefix + 1, address, 16, "", "", 0, "02:42");
        return new Connection(endpoint, BRIDGE, "eth" + others.size(), !network.equals(BRIDGE));
    }

    private String free(String prefix) {
        Set<String> taken = new HashSet<>();
        held.values().forEach(one -> one.connections()
                .endpoints()
                .values()
                .forEach(made -> taken.add(made.endpoint().ipAddress())));
        int number = 2;
        while (taken.contains(prefix + number)) {
            number++;
        }
        return prefix + number;
    }

    private Map<String, List<HostPort>> ports(ConnectRequest request) {
        Map<String, List<HostPort>> ports = new LinkedHashMap<>();
        request.ports().exposed().forEach(port -> ports.put(port, List.of()));
        request.ports().bindings().forEach((port, bindings) -> {
            List<HostPort> bound = new ArrayList<>();
            bindings.forEach(binding -> bound.add(bound(binding)));
            ports.put(port, bound);
        });
        return ports;
    }

    private HostPort bound(HostPort asked) {
        HostPort address = new HostPort(
                asked.ip().isEmpty() ? "0.0.0.0" : asked.ip(), asked.port().isEmpty() ? "32768" : asked.port());
        boolean taken = held.values().stream()
                .flatMap(one -> one.connections().ports().values().stream())
                .anyMatch(bound -> bound.contains(address));
        if (taken) {
            throw new EngineException.Internal(
                    "Bind for " + address.ip() + ":" + address.port() + " failed: port is already allocated");
        }
        return address;
    }

    private void called(String call, String id) {
        diary.add(call + " " + id.substring(0, 4));
        if (!broken.isEmpty() && call.startsWith(broken)) {
            throw new EngineException.Internal(broken + " fails");
        }
    }

    private <T> T locked(java.util.function.Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}
