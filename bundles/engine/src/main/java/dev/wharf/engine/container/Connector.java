package dev.wharf.engine.container;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.container.EndpointRequest;
import dev.wharf.engine.api.network.ConnectRequest;
import dev.wharf.engine.api.network.Connections;
import dev.wharf.engine.api.network.ContainerNetworks;
import dev.wharf.engine.api.network.NetworkSpace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Connects containers over their lives. Calls for one container are made under its lock. Thread-safe. */
final class Connector {
    private static final Logger LOG = LoggerFactory.getLogger(Connector.class);

    /** How long a start waits until those that run have been taken up. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ContainerNetworks networks;
    private final ContainerTable table;
    private final ConnectRequests requests;
    private final BridgeLinks links;
    private final Set<String> told = ConcurrentHashMap.newKeySet(); // containers that networks know
    private final CountDownLatch claimed = new CountDownLatch(1);
    private final Queue<LiveContainer> incomplete = new ConcurrentLinkedQueue<>();

    Connector(ContainerNetworks networks, ContainerTable table) {
        this.networks = networks;
        this.table = table;
        requests = new ConnectRequests(table);
        links = new BridgeLinks(table);
        if (table.all().stream().noneMatch(container -> container.state().hasProcess())) {
            claimed.countDown();
        }
    }

    /**
     * Reserves what a container that starts needs.
     *
     * @param steps give it back
     * @throws EngineException NotFound for a network, Conflict for an address, a port or a link, InvalidArgument, Unavailable,
     *     Internal
     */
    Connections prepare(ContainerRecord record, Steps steps) {
        links.check(record);
        ConnectRequest request = requests.of(record);
        if (request.networks().isEmpty()) {
            return Connections.none();
        }
        request.networks().forEach(EndpointRule::check);
        awaitClaims(); // for restarts by policy; a client's start has waited before it took the lock
        Connections prepared = asNetworkFailure(() -> networks.prepare(request));
        told.add(record.id());
        steps.made(() -> release(record.id()));
        return prepared;
    }

    /**
     * Brings what was reserved into the namespace of the waiting first process.
     *
     * @throws EngineException Unavailable, Internal
     */
    Connections attach(String id, int pid, Connections prepared) {
        if (prepared.endpoints().isEmpty()) {
            return prepared;
        }
        return asNetworkFailure(() -> networks.attach(space(id, pid)));
    }

    /** Gives everything of a container back whose processes have ended; can be repeated. */
    void release(String id) {
        if (told.remove(id)) {
            networks.release(id);
        }
    }

    /** Whether networks know a container that runs, or need not know it. */
    boolean knows(LiveContainer container) {
        return told.contains(container.id())
                || WantedNetworks.of(container.record(), table.settings().network())
                        .isEmpty();
    }

    /** Tells networks of a container whose first process is there, before its driver is, so that nobody gets its addresses. */
    void claim(LiveContainer container) {
        RunRecord run = container.run();
        if (run.startedAt().filter(at -> FirstProcess.isThere(run.pid(), at)).isPresent()) {
            recover(container);
        }
    }

    /** Tells networks of a container that has been running; does nothing for one that they know. */
    void recover(LiveContainer container) {
        if (knows(container)) {
            return;
        }
        told.add(container.id());
        Connections known = container.run().network();
        try {
            networks.recover(requests.of(container.record()), known, space(container));
        } catch (EngineException e) {
            LOG.warn("networks of container {}: {}", container.id(), e.getMessage());
        }
        if (container.run().connections().isPresent()) { // else an engine without networks has started it
            incomplete.add(container);
        }
        if (claimed.getCount() == 0 && incomplete.remove(container)) {
            complete(container);
        }
    }

    /** All that run have what they had: from now on others get addresses and ports. */
    void claimed() {
        claimed.countDown();
    }

    /** Makes the connections of containers that were recorded, and not yet made when the daemon was killed. */
    void complete() {
        for (LiveContainer container = incomplete.poll(); container != null; container = incomplete.poll()) {
            LiveContainer next = container;
            next.step(() -> complete(next));
        }
    }

    private void complete(LiveContainer container) {
        if (told.contains(container.id())) {
            missing(container.record(), container.run().network())
                    .forEach((network, endpoint) -> complete(container, network, endpoint));
        }
    }

    /**
     * Nobody takes an address or a port that a container has had since before the daemon's start. To be called without the lock
     * of one that may run: it is claimed under its lock.
     *
     * @throws EngineException Unavailable
     */
    void awaitClaims() {
        try {
            if (!claimed.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new EngineException.Unavailable(
                        "the networks of the containers that run are still being taken up; try again in a moment");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineException.Unavailable("interrupted while networks are being taken up", e);
        }
    }

    /** All containers that run are known, if they are: what networks have for others goes. */
    void recovered() {
        networks.recovered();
    }

    /** Connects a running container; nothing is recorded. */
    Connections connect(LiveContainer container, String network, EndpointRequest endpoint) {
        told.add(container.id());
        return networks.connect(space(container), network, requests.endpoint(container.record(), network, endpoint));
    }

    /** Takes a running container out of a network; nothing is recorded. */
    Connections disconnect(LiveContainer container, String network) {
        return networks.disconnect(space(container), network);
    }

    /** A container has a new name. */
    void rename(String id, String name) {
        if (told.contains(id)) {
            networks.rename(id, name);
        }
    }

    /** A container has other links. */
    void relink(ContainerRecord record) {
        if (told.contains(record.id())) {
            networks.relink(record.id(), requests.of(record).links());
        }
    }

    private void complete(LiveContainer container, String network, EndpointRequest endpoint) {
        try {
            Connections made = connect(container, network, endpoint);
            table.update(container, container.run().connected(made));
        } catch (EngineException.Conflict | EngineException.Forbidden ignored) {
            // it is connected by another name of the network
        } catch (EngineException e) {
            LOG.warn("container {} is not connected to network {}: {}", container.id(), network, e.getMessage());
        }
    }

    private static Map<String, EndpointRequest> missing(ContainerRecord record, Connections known) {
        Map<String, EndpointRequest> missing = new LinkedHashMap<>(record.networks());
        missing.keySet().removeIf(network -> isIn(known, network));
        return missing;
    }

    /** Whether a network, by name or by the beginning of its id, is one of these. */
    static boolean isIn(Connections connections, String network) {
        return connections.endpoints().containsKey(network)
                || connections.endpoints().values().stream()
                        .map(made -> made.endpoint().networkId())
                        .anyMatch(id -> !id.isEmpty() && id.startsWith(network));
    }

    private static NetworkSpace space(LiveContainer container) {
        return space(container.id(), container.run().pid());
    }

    private static NetworkSpace space(String id, int pid) {
        return new NetworkSpace(id, Path.of("/proc/" + pid + "/ns/net"));
    }

    /** What a network driver said is nothing that it said about the container's command. */
    private static Connections asNetworkFailure(Supplier<Connections> work) {
        try {
            return work.get();
        } catch (EngineException e) {
            throw StartFailure.of(String.valueOf(e.getMessage()), e);
        }
    }
}
