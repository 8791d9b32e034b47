package dev.wharf.networks.life;

import dev.wharf.networks.live.ContainerTable;
import dev.wharf.networks.live.LiveContainer;
import dev.wharf.networks.live.LiveEndpoint;
import java.util.List;
import java.util.Optional;

/** Gives everything of a container back that has ended. Never fails. */
final class ReleaseContainer {
    private final ContainerTable containers;
    private final Joining joining;
    private final Published published;
    private final LinkedPeers links;
    private final NameTelling names;
    private final Leftovers leftovers;
    private final EventLog events;

    ReleaseContainer(
            Surroundings around,
            Joining joining,
            Published published,
            LinkedPeers links,
            NameTelling names,
            Leftovers leftovers) {
        this.containers = around.containers();
        this.events = around.events();
        this.joining = joining;
        this.published = published;
        this.links = links;
        this.names = names;
        this.leftovers = leftovers;
    }

    void run(String containerId) {
        Optional<LiveContainer> found = containers.remove(containerId);
        if (found.isEmpty()) {
            return;
        }
        LiveContainer container = found.get();
        List<LiveEndpoint> all = List.copyOf(container.endpoints());
        names.end(container);
        links.forget(containerId);
        for (LiveEndpoint endpoint : all) {
            joining.leave(container, endpoint);
            forget(endpoint);
        }
        published.free(container); // after the drivers: what led a port must be gone before another one leads it
        if (container.isAttached()) {
            all.forEach(endpoint -> events.tell("disconnect", endpoint));
        }
    }

    private void forget(LiveEndpoint endpoint) {
        if (endpoint.isMade()) {
            leftovers.remove(endpoint, () -> joining.giveBack(endpoint));
        } else {
            joining.giveBack(endpoint);
        }
    }
}
