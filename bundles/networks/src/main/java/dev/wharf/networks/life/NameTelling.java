package dev.wharf.networks.life;

import dev.wharf.networks.live.LiveContainer;
import dev.wharf.networks.live.LiveEndpoint;
import dev.wharf.networks.name.NameServing;
import dev.wharf.networks.name.NetworkNames.Holder;
import dev.wharf.networks.name.Upstream;

/** Makes containers known by name in their networks, and serves them the names of others. Thread-safe. */
final class NameTelling {
    private final NameServing serving;
    private final Upstream upstream = new Upstream();

    NameTelling(NameServing serving) {
        this.serving = serving;
    }

    /** A connection is up: who is in its network finds the container, and it finds them. */
    void tell(LiveContainer container, LiveEndpoint endpoint) {
        if (!endpoint.network().hasNames() || endpoint.addresses().isEmpty()) {
            return;
        }
        endpoint.network()
                .names()
                .put(new Holder(
                        container.id(), container.name(), endpoint.request().aliases(), endpoint.addresses()));
        container.names().add(endpoint.network().names(), endpoint.request().links());
    }

    /** Serves names in a container that is in a network with names; ends that in one that is in none any more. */
    void serve(LiveContainer container) {
        if (container.names().isEmpty()) {
            serving.end(container.id());
            return;
        }
        container
                .space()
                .ifPresent(space -> serving.serve(
                        container.id(),
                        space,
                        container.names(),
                        upstream.servers(container.request().names().servers())));
    }

    /** A container has ended. */
    void end(LiveContainer container) {
        serving.end(container.id());
    }

    /** A container has another name. */
    void rename(LiveContainer container) {
        container.endpoints().forEach(endpoint -> endpoint.network().names().rename(container.id(), container.name()));
    }
}
