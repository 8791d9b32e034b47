package dev.wharf.networks.life;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.network.Connections;
import dev.wharf.engine.api.network.NetworkSpace;
import dev.wharf.networks.live.ContainerTable;
import dev.wharf.networks.live.LiveContainer;
import dev.wharf.networks.live.LiveEndpoint;
import java.util.List;

/** Brings what was prepared into a container whose namespaces are there. */
final class AttachContainer {
    private final ContainerTable containers;
    private final Endpoints endpoints;
    private final Published published;
    private final LinkedPeers links;
    private final NameTelling names;
    private final EventLog events;

    AttachContainer(
            Surroundings around, Endpoints endpoints, Published published, LinkedPeers links, NameTelling names) {
        this.containers = around.containers();
        this.events = around.events();
        this.endpoints = endpoints;
        this.published = published;
        this.links = links;
        this.names = names;
    }

    /**
     * Does it.
     *
     * @throws EngineException what stands against it
     */
    Connections run(NetworkSpace space) {
        LiveContainer container = containers.require(space.containerId());
        container.isIn(space.path());
        List<LiveEndpoint> all = container.endpoints();
        all.forEach(endpoint -> endpoints.join(endpoint, space.path()));
        published.lead(container);
        links.open(container);
        all.forEach(endpoint -> names.tell(container, endpoint));
        names.serve(container);
        container.attached();
        all.forEach(endpoint -> events.tell("connect", endpoint));
        return container.connections();
    }
}
