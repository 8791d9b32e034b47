package dev.wharf.api.http.server;

import dev.wharf.engine.api.EngineException.Conflict;
import dev.wharf.engine.api.EngineException.Forbidden;
import dev.wharf.engine.api.EngineException.NotFound;
import dev.wharf.engine.api.container.EndpointRequest;
import dev.wharf.engine.api.container.NetworkStatus;
import dev.wharf.engine.api.network.Network;
import dev.wharf.engine.api.network.NetworkConnections;
import dev.wharf.engine.api.network.NetworkCreated;
import dev.wharf.engine.api.network.NetworkRequest;
import dev.wharf.engine.api.network.NetworkService;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Networks by name, and who is connected; one called {@code bridge} is predefined. */
final class FakeNetworks implements NetworkService, NetworkConnections {
    static final String ID = "32b4f0185e6816ae2f03a38239fb37d5fd401e3cbbeb7220dcabe236b13ef0e5";

    final List<NetworkRequest> requests = new CopyOnWriteArrayList<>();
    final Map<String, EndpointRequest> endpoints = new ConcurrentHashMap<>();
    volatile Map<String, List<String>> filters = Map.of();
    volatile boolean wasForced;

    private final Map<String, Network> byName = new ConcurrentHashMap<>();

    @Override
    public NetworkCreated create(NetworkRequest request) {
        if (request.name().equals("bridge")) {
            throw new Forbidden("operation is not permitted on predefined bridge network ");
        }
        if (request.driver().equals("host")) {
            throw new Forbidden("only one instance of \"host\" network is allowed");
        }
        requests.add(request);
        Network network = new Network(
                ID,
                request.name(),
                Instant.parse("2026-11-21T00:13:42.768626689Z"),
                "local",
                request.driver().isEmpty() ? "bridge" : request.driver(),
                request.isIpv6(),
                request.isInternal(),
                request.ipam(),
                Map.of(),
                request.options(),
                request.labels());
        if (byName.putIfAbsent(request.name(), network) == null) {
            return new NetworkCreated(ID, "");
        }
        if (request.refusesDuplicate()) {
            throw new Conflict("network with name " + request.name() + " already exists");
        }
        return new NetworkCreated(ID, "Network with name " + request.name() + " (id : " + ID + ") already exists");
    }

    @Override
    public List<Network> list(Map<String, List<String>> asked) {
        filters = asked;
        return new ArrayList<>(byName.values());
    }

    @Override
    public Network inspect(String reference) {
        return Optional.ofNullable(byName.get(reference))
                .orElseThrow(() -> new NotFound("network " + reference + " not found"));
    }

    @Override
    public void remove(String reference) {
        if (!inspect(reference).containers().isEmpty()) {
            throw new Conflict("network " + reference + " has active endpoints");
        }
        byName.remove(reference);
    }

    @Override
    public void connect(String network, String container, EndpointRequest endpoint) {
        Network found = inspect(network);
        if (found.containers().containsKey(container)) {
            throw new Conflict("endpoint with name " + container + " already exists in network " + network);
        }
        endpoints.put(container, endpoint);
        Map<String, Network.Member> members = new LinkedHashMap<>(found.containers());
        members.put(container, new Network.Member(container, endpoint()));
        byName.put(network, with(found, members));
    }

    @Override
    public void disconnect(String network, String container, boolean isForced) {
        Network found = inspect(network);
        wasForced = isForced;
        Map<String, Network.Member> members = new LinkedHashMap<>(found.containers());
        if (members.remove(container) == null) {
            throw new Conflict("container " + container + " is not connected to the network " + network);
        }
        byName.put(network, with(found, members));
    }

    private static NetworkStatus.Endpoint endpoint() {
        return new NetworkStatus.Endpoint(
                ID, "e1", "10.200.0.1", "10.200.0.128", 24, "", "fd00::2", 64, "02:42:0a:c8:00:80");
    }

    private static Network with(Network network, Map<String, Network.Member> members) {
        return new Network(
                network.id(),
                network.name(),
                network.created(),
                network.scope(),
                network.driver(),
                network.isIpv6(),
                network.isInternal(),
                network.ipam(),
                members,
                network.options(),
                network.labels());
    }
}
