package dev.wharf.engine.container;

import dev.wharf.engine.api.container.EndpointRequest;
import dev.wharf.engine.api.network.Connections;
import dev.wharf.engine.api.network.ContainerNetworks;
import dev.wharf.engine.api.network.Network;
import dev.wharf.engine.api.network.NetworkConnections;
import dev.wharf.engine.api.network.NetworkService;
import dev.wharf.engine.name.ContainerNames;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Connects containers by hand, under their locks. */
@Component(service = NetworkConnections.class)
public final class EngineNetworkConnections implements NetworkConnections {
    private final NetworkService service;
    private final ContainerNetworks networks;
    private final Adoption adoption;
    private final Site site;
    private final NameFiles names;

    /** For the containers of a supervisor. */
    @Activate
    public EngineNetworkConnections(
            @Reference Supervisor supervisor,
            @Reference NetworkService service,
            @Reference ContainerNetworks networks) {
        this.service = service;
        this.networks = networks;
        adoption = new Adoption(supervisor);
        site = supervisor.site();
        names = supervisor.names();
    }

    @Override
    public void connect(String network, String container, EndpointRequest endpoint) {
        Network found = service.inspect(network);
        LiveContainer joining = attached(container);
        site.connector().awaitClaims();
        joining.step(() -> {
            ConnectionRule.check(joining, found);
            ConnectionRule.refuseSecond(joining, found, wanted(joining));
            EndpointRule.check(found.name(), endpoint);
            connect(joining, found, endpoint);
        });
    }

    @Override
    public void disconnect(String network, String container, boolean isForced) {
        Network found = service.inspect(network);
        Optional<String> stale = isForced ? stale(found, container) : Optional.empty();
        if (stale.isPresent()) {
            networks.release(stale.get());
            return;
        }
        LiveContainer leaving = attached(container);
        leaving.step(() -> {
            ConnectionRule.check(leaving, found);
            ConnectionRule.refuseStranger(leaving, found, wanted(leaving));
            disconnect(leaving, found);
        });
    }

    /** What is wanted is recorded first: a kill of the daemon in between leaves what recovery completes. */
    private void connect(LiveContainer container, Network network, EndpointRequest endpoint) {
        ContainerRecord before = container.record();
        Map<String, EndpointRequest> wanted = new LinkedHashMap<>(wanted(container));
        wanted.put(network.name(), endpoint);
        try (Steps steps = new Steps()) {
            site.table().update(container, before.connected(wanted));
            steps.made(() -> site.table().update(container, before));
            if (container.state().hasProcess()) {
                become(container, site.connector().connect(container, network.name(), endpoint));
            }
            steps.keep();
        }
    }

    /** What was wanted is forgotten last: until then recovery would make the connection anew. */
    private void disconnect(LiveContainer container, Network network) {
        Map<String, EndpointRequest> wanted = new LinkedHashMap<>(wanted(container));
        wanted.keySet().removeIf(key -> ConnectionRule.means(key, network));
        if (container.state().hasProcess()) {
            become(container, site.connector().disconnect(container, network.name()));
        }
        site.table().update(container, container.record().connected(wanted));
    }

    private void become(LiveContainer container, Connections made) {
        Connections before = container.run().network();
        site.table().follow(container, container.run().connected(made));
        names.change(container, before, made);
    }

    private Map<String, EndpointRequest> wanted(LiveContainer container) {
        return WantedNetworks.of(container.record(), site.table().settings().network());
    }

    /** A member of the network that is no container any more. */
    private Optional<String> stale(Network network, String container) {
        String bare = ContainerNames.bare(container);
        return network.containers().entrySet().stream()
                .filter(member -> member.getKey().startsWith(bare)
                        || member.getValue().name().equals(bare))
                .map(Map.Entry::getKey)
                .filter(id -> site.table().byId(id).isEmpty())
                .findFirst();
    }

    /** A container that was perhaps not yet taken up since the daemon started. */
    private LiveContainer attached(String container) {
        LiveContainer found = site.table().get(container);
        adoption.adopt(found);
        return found;
    }
}
