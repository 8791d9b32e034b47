package dev.wharf.networks.life;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.EngineException.Conflict;
import dev.wharf.engine.api.container.EndpointRequest;
import dev.wharf.engine.api.network.Connections;
import dev.wharf.engine.api.network.NetworkSpace;
import dev.wharf.networks.live.ContainerTable;
import dev.wharf.networks.live.LiveContainer;
import dev.wharf.networks.live.LiveEndpoint;
import dev.wharf.networks.live.LiveEndpoint.Place;
import dev.wharf.networks.live.LiveNetwork;
import dev.wharf.networks.live.NetworkTable;
import java.nio.file.Path;
import java.util.Optional;

/** Connects a running container to a further network, and takes it out of one. */
final class ConnectContainer {
    private final NetworkTable networks;
    private final ContainerTable containers;
    private final EventLog events;
    private final Joining joining;
    private final Endpoints endpoints;
    private final Published published;
    private final NameTelling names;
    private final Leftovers leftovers;

    ConnectContainer(
            Surroundings around,
            Joining joining,
            Endpoints endpoints,
            Published published,
            NameTelling names,
            Leftovers leftovers) {
        this.networks = around.networks();
        this.containers = around.containers();
        this.events = around.events();
        this.joining = joining;
        this.endpoints = endpoints;
        this.published = published;
        this.names = names;
        this.leftovers = leftovers;
    }

    /**
     * Connects.
     *
     * @throws EngineException what stands against it; nothing has changed then
     */
    Connections connect(NetworkSpace space, String reference, EndpointRequest request) {
        LiveContainer container = containers.require(space.containerId());
        LiveNetwork network = networks.require(reference);
        LiveEndpoint endpoint = joining.join(container, network, request, Optional.empty());
        boolean isDone = false;
        try {
            endpoints.make(endpoint);
            endpoints.join(endpoint, space.path());
            if (endpoint.place().isDefaultRoute()) {
                published.claim(container);
                published.lead(container);
            }
            isDone = true;
        } finally {
            if (!isDone) {
                undo(container, endpoint, space.path());
            }
        }
        names.tell(container, endpoint);
        names.serve(container);
        events.tell("connect", endpoint);
        return container.connections();
    }

    private void undo(LiveContainer container, LiveEndpoint endpoint, Path space) {
        boolean wasWay = endpoint.place().isDefaultRoute();
        if (endpoint.isMade() && endpoint.place().attachment().isPresent()) {
            endpoints.leave(endpoint, space);
        }
        forget(container, endpoint);
        if (wasWay) {
            published.free(container);
        }
    }

    private void forget(LiveContainer container, LiveEndpoint endpoint) {
        joining.leave(container, endpoint);
        if (endpoint.isMade()) {
            leftovers.remove(endpoint, () -> joining.giveBack(endpoint));
        } else {
            joining.giveBack(endpoint);
        }
    }

    /**
     * Disconnects. Where the default route was, another connection gets it, with the published ports.
     *
     * @throws EngineException what stands against it
     */
    Connections disconnect(NetworkSpace space, String reference) {
        LiveContainer container = containers.require(space.containerId());
        LiveNetwork network = networks.require(reference);
        LiveEndpoint endpoint = container
                .endpoint(network)
                .orElseThrow(() ->
                        new Conflict("container " + container.id() + " is not connected to network " + network.name()));
        endpoints.leave(endpoint, space.path());
        forget(container, endpoint);
        names.serve(container);
        events.tell("disconnect", endpoint);
        if (endpoint.place().isDefaultRoute()) {
            findAnotherWay(container, space.path());
        }
        return container.connections();
    }

    private void findAnotherWay(LiveContainer container, Path space) {
        Optional<LiveEndpoint> next =
                container.endpoints().stream().filter(Joining::canBeWay).findFirst();
        if (next.isEmpty()) {
            published.free(container);
            return;
        }
        Place place = next.get().place();
        next.get().placed(new Place(place.interfaceName(), true, place.attachment()));
        endpoints.join(next.get(), space);
        published.lead(container);
    }
}
