package dev.wharf.networks.life;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.network.ConnectRequest.Link;
import dev.wharf.networks.live.LiveContainer;
import dev.wharf.networks.live.LiveEndpoint;
import dev.wharf.networks.live.LiveNetwork;
import dev.wharf.networks.port.ContainerPort;
import dev.wharf.spi.network.PeerFilter.Opening;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets linked containers talk in networks whose members do not talk as such. Thread-safe. */
final class LinkedPeers {
    private static final Logger LOG = LoggerFactory.getLogger(LinkedPeers.class);
    private static final String ICC = "com.docker.network.bridge.enable_icc";
    private static final Set<String> OFF = Set.of("0", "f", "F", "false", "FALSE", "False");

    private final Endpoints endpoints;
    private final Map<String, LiveContainer> linking = new ConcurrentHashMap<>(); // those with links, by id

    LinkedPeers(Endpoints endpoints) {
        this.endpoints = endpoints;
    }

    /**
     * A container is attached: what it may reach is opened, and it for those who may reach it.
     *
     * @throws EngineException what stands against its own links
     */
    void open(LiveContainer container) {
        if (!container.links().isEmpty()) {
            remember(container);
            container.endpoints().stream()
                    .filter(LinkedPeers::isClosed)
                    .forEach(endpoint -> openFor(container, endpoint));
        }
        linking.values().stream()
                .filter(other -> other.links().stream().map(Link::containerId).anyMatch(container.id()::equals))
                .forEach(this::openAgain);
    }

    /** A container has been running; the drivers learn of its links otherwise. */
    void remember(LiveContainer container) {
        if (!container.links().isEmpty()) {
            linking.put(container.id(), container);
        }
    }

    /** A running container has other links. */
    void change(LiveContainer container, List<Link> links) {
        container.linked(links);
        if (links.isEmpty()) {
            forget(container.id());
        }
        remember(container);
        openAgain(container);
    }

    private void openAgain(LiveContainer source) {
        try {
            source.endpoints().stream().filter(LinkedPeers::isClosed).forEach(endpoint -> openFor(source, endpoint));
        } catch (EngineException e) { // the container that was restarted must not suffer from another one's end
            LOG.warn("the links of container {} are not as they should be: {}", source.id(), e.getMessage());
        }
    }

    private void openFor(LiveContainer source, LiveEndpoint endpoint) {
        endpoints.open(endpoint, openings(source, endpoint));
    }

    /** A container has ended. */
    void forget(String container) {
        linking.remove(container);
    }

    /** Whether the members of its network do not talk as such. */
    static boolean isClosed(LiveEndpoint endpoint) {
        return OFF.contains(endpoint.network().record().options().getOrDefault(ICC, "true"));
    }

    /** What a container may reach in a network. */
    static List<Opening> openings(LiveContainer source, LiveEndpoint endpoint) {
        LiveNetwork network = endpoint.network();
        return source.links().stream()
                .flatMap(link -> network.member(link.containerId()).filter(LiveEndpoint::isMade).stream()
                        .flatMap(target -> link.ports().stream()
                                .flatMap(text -> ContainerPort.parse(text).stream())
                                .map(port -> new Opening(target.id(), port.protocol(), port.number()))))
                .toList();
    }
}
