package dev.wharf.networks.life;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.EngineException.InvalidArgument;
import dev.wharf.engine.api.container.EndpointRequest;
import dev.wharf.networks.live.LiveContainer;
import dev.wharf.networks.live.LiveEndpoint;
import dev.wharf.networks.live.LiveEndpoint.Place;
import dev.wharf.networks.live.LiveNetwork;
import dev.wharf.spi.network.EndpointId;
import dev.wharf.spi.network.EndpointSpec;
import dev.wharf.spi.network.MacAddress;
import java.util.Optional;

/** Brings a container into a network, and takes it out, as far as the engine alone is concerned. Thread-safe. */
final class Joining {
    private final NetworkAddresses addresses;
    private final Ids ids = new Ids();

    Joining(NetworkAddresses addresses) {
        this.addresses = addresses;
    }

    /**
     * Reserves a connection, the last one of the container so far.
     *
     * @param mac of the interface; empty for any
     * @throws EngineException what stands against it; nothing is reserved then
     */
    LiveEndpoint join(LiveContainer container, LiveNetwork network, EndpointRequest request, Optional<MacAddress> mac) {
        checkAliases(network, request);
        NetworkAddresses.Pair pair = addresses.take(network, request);
        LiveEndpoint endpoint = new LiveEndpoint(
                network,
                container.id(),
                request,
                new EndpointSpec(
                        new EndpointId(ids.next()),
                        network.spec().id(),
                        pair.ipv4(),
                        pair.ipv6(),
                        mac,
                        request.options()));
        boolean isIn = false;
        try {
            network.join(endpoint, container.name());
            isIn = true;
        } finally {
            if (!isIn) {
                addresses.giveBack(network, endpoint.spec());
            }
        }
        place(container, endpoint);
        container.endpoints().add(endpoint);
        return endpoint;
    }

    private static void place(LiveContainer container, LiveEndpoint endpoint) {
        if (endpoint.network().needsDriver()) {
            boolean isWay = container.way().isEmpty() && canBeWay(endpoint);
            endpoint.placed(new Place(container.freeInterface(), isWay, Optional.empty()));
        }
    }

    /** Whether what is for nobody else can go this way. */
    static boolean canBeWay(LiveEndpoint endpoint) {
        return endpoint.network().needsDriver() && !endpoint.network().record().isInternal();
    }

    /** The message is that of Docker 20.10, runconfig/errors.go. */
    private static void checkAliases(LiveNetwork network, EndpointRequest request) {
        if (!network.hasNames() && !request.aliases().isEmpty()) {
            throw new InvalidArgument("network-scoped alias is supported only for containers in user defined networks");
        }
    }

    /** Takes a connection back, which its driver does not know any more; its addresses are others' now. */
    void giveBack(LiveEndpoint endpoint) {
        addresses.giveBack(endpoint.network(), endpoint.spec());
    }

    /** A connection is not the container's any more; its addresses are still reserved. */
    void leave(LiveContainer container, LiveEndpoint endpoint) {
        endpoint.network().names().remove(container.id());
        container.names().remove(endpoint.network().names());
        endpoint.network().leave(endpoint);
        container.endpoints().remove(endpoint);
    }
}
