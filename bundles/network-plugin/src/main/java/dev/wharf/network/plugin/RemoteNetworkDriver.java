package dev.wharf.network.plugin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wharf.network.plugin.EndpointRecords.Entry;
import dev.wharf.network.plugin.EndpointRecords.Noted;
import dev.wharf.network.plugin.protocol.Plugin;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import dev.wharf.spi.network.Attachment;
import dev.wharf.spi.network.EndpointId;
import dev.wharf.spi.network.EndpointSpec;
import dev.wharf.spi.network.JoinOptions;
import dev.wharf.spi.network.MacAddress;
import dev.wharf.spi.network.NetworkDriver;
import dev.wharf.spi.network.NetworkId;
import dev.wharf.spi.network.NetworkSpec;
import dev.wharf.spi.network.Sandbox;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Networks of a plugin; drivers/remote of libnetwork. */
final class RemoteNetworkDriver implements NetworkDriver {
    private static final String METHOD = "NetworkDriver.";
    /** Of an endpoint without an interface. */
    private static final MacAddress NO_MAC = new MacAddress("00:00:00:00:00:00");

    private final RemoteCalls calls;
    private final EndpointRecords records;
    private final SandboxInterfaces interfaces;
    private final Map<EndpointId, EndpointSpec> endpoints = new ConcurrentHashMap<>();

    RemoteNetworkDriver(Plugin plugin, EndpointRecords records, SandboxInterfaces interfaces) {
        this.calls = new RemoteCalls(plugin, METHOD);
        this.records = records;
        this.interfaces = interfaces;
    }

    /** The plugin keeps its networks itself: one that it was told of is not made again. */
    @Override
    public void createNetwork(NetworkSpec network) {
        if (records.has(network.id())) {
            return;
        }
        records.add(network.id());
        try {
            call("CreateNetwork", RemoteRequests.network(network));
        } catch (DriverException e) {
            records.remove(network.id());
            throw e;
        }
    }

    @Override
    public void removeNetwork(NetworkId network) {
        if (records.has(network)) {
            call("DeleteNetwork", Json.object().put("NetworkID", network.value()));
            records.remove(network);
        }
    }

    @Override
    public EndpointSpec createEndpoint(EndpointSpec endpoint) {
        if (!records.has(endpoint.network())) {
            throw new DriverException(Kind.NOT_FOUND, "network " + endpoint.network() + " not found");
        }
        EndpointSpec known = endpoints.get(endpoint.id());
        if (known != null) {
            return known;
        }
        records.put(Noted.made(endpoint));
        EndpointSpec made = make(endpoint);
        endpoints.put(made.id(), made);
        return made;
    }

    private EndpointSpec make(EndpointSpec endpoint) {
        JsonNode answer;
        try {
            answer = calls.call("CreateEndpoint", RemoteRequests.endpoint(endpoint));
        } catch (DriverException e) {
            records.remove(endpoint.id());
            throw e;
        }
        try {
            return RemoteRequests.completed(endpoint, answer.path("Interface"));
        } catch (DriverException e) {
            undo(endpoint.id(), e);
            throw e;
        }
    }

    private void undo(EndpointId endpoint, DriverException cause) {
        try {
            removeEndpoint(endpoint);
        } catch (DriverException e) {
            cause.addSuppressed(e);
        }
    }

    /** Plugins take a call only once: what has joined stays as it is, unless its interface was lost. */
    @Override
    public Attachment join(EndpointId id, Sandbox sandbox, JoinOptions options) {
        EndpointSpec endpoint = endpoint(id);
        Optional<Attachment> there = records.find(id)
                .flatMap(Noted::entry)
                .filter(entry ->
                        !entry.hasInterface() || interfaces.renew(entry.attachment(), sandbox.namespace(), options))
                .map(Entry::attachment);
        if (there.isPresent()) {
            return there.get();
        }
        leave(id, sandbox);
        JoinAnswer answer = JoinAnswer.of(told(endpoint, sandbox));
        try {
            return enter(endpoint, answer, sandbox, options);
        } catch (DriverException e) {
            leaveAfter(e, id, sandbox);
            throw e;
        }
    }

    private JsonNode told(EndpointSpec endpoint, Sandbox sandbox) {
        ObjectNode argument = RemoteRequests.ids(endpoint.network(), endpoint.id())
                .put("SandboxKey", sandbox.namespace().toString());
        argument.set("Options", Json.object());
        records.put(Noted.joining(endpoint));
        try {
            return calls.call("Join", argument);
        } catch (DriverException e) {
            records.put(Noted.made(endpoint));
            throw e;
        }
    }

    /** What is noted first tells where the interface is to be looked for after a crash. */
    private Attachment enter(EndpointSpec endpoint, JoinAnswer answer, Sandbox sandbox, JoinOptions options) {
        String name = answer.hasInterface() ? options.interfaceName() : "";
        Attachment planned =
                new Attachment(name, endpoint.mac().orElse(NO_MAC), answer.gateway(), answer.gatewayIpv6());
        records.put(Noted.joined(endpoint, new Entry(answer.source(), planned)));
        if (!answer.hasInterface()) {
            return planned;
        }
        SandboxInterfaces.Placed placed = interfaces.bring(answer, endpoint, sandbox.namespace(), options);
        Attachment found = new Attachment(placed.name(), placed.mac(), answer.gateway(), answer.gatewayIpv6());
        records.put(Noted.joined(endpoint, new Entry(answer.source(), found)));
        return found;
    }

    private void leaveAfter(DriverException cause, EndpointId endpoint, Sandbox sandbox) {
        try {
            leave(endpoint, sandbox);
        } catch (DriverException e) {
            cause.addSuppressed(e);
        }
    }

    private EndpointSpec endpoint(EndpointId id) {
        EndpointSpec endpoint = endpoints.get(id);
        if (endpoint == null) {
            throw new DriverException(Kind.NOT_FOUND, "endpoint " + id + " not found");
        }
        return endpoint;
    }

    /** As libnetwork does, the interface goes back to the host, where the plugin can take it away. */
    @Override
    public void leave(EndpointId id, Sandbox sandbox) {
        Optional<Noted> joined = records.find(id).filter(Noted::isJoined);
        if (joined.isPresent()) {
            joined.get()
                    .entry()
                    .filter(Entry::hasInterface)
                    .ifPresent(entry -> interfaces.bringBack(
                            entry.source(), entry.attachment().interfaceName(), sandbox.namespace()));
            leave(joined.get());
        }
    }

    private void leave(Noted noted) {
        call("Leave", RemoteRequests.ids(noted.network(), noted.id()));
        records.put(noted.left());
    }

    /** Of a container that has ended, the plugin hears that it left; its interface went back to the plugin, or is gone. */
    @Override
    public void removeEndpoint(EndpointId id) {
        Optional<Noted> noted = records.find(id);
        if (noted.isPresent()) {
            if (noted.get().isJoined()) {
                leave(noted.get());
            }
            call("DeleteEndpoint", RemoteRequests.ids(noted.get().network(), id));
            records.remove(id);
        }
        endpoints.remove(id);
    }

    @Override
    public void restore(NetworkId network, Collection<EndpointSpec> used) {
        if (!records.has(network)) {
            throw new DriverException(Kind.NOT_FOUND, "network " + network + " not found");
        }
        used.forEach(endpoint -> endpoints.put(endpoint.id(), endpoint));
        Set<EndpointId> ids = used.stream().map(EndpointSpec::id).collect(Collectors.toSet());
        for (Noted noted : records.of(network)) {
            if (!ids.contains(noted.id())) {
                removeEndpoint(noted.id());
            }
        }
    }

    private void call(String method, ObjectNode argument) {
        JsonNode ignored = calls.call(method, argument);
    }

    @Override
    public void close() {
        endpoints.clear();
    }
}
