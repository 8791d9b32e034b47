package dev.wharf.network.bridge;

import dev.wharf.spi.network.Attachment;
import dev.wharf.spi.network.EndpointId;
import dev.wharf.spi.network.EndpointSpec;
import dev.wharf.spi.network.JoinOptions;
import dev.wharf.spi.network.NetworkDriver;
import dev.wharf.spi.network.NetworkId;
import dev.wharf.spi.network.NetworkSpec;
import dev.wharf.spi.network.PeerFilter;
import dev.wharf.spi.network.PortPublisher;
import dev.wharf.spi.network.PublishedPort;
import dev.wharf.spi.network.Sandbox;
import java.util.Collection;

/** Does all that a right driver does; subclasses do one thing wrong. */
class DelegatingDriver implements NetworkDriver, PortPublisher, PeerFilter {
    final NetworkDriver right;

    DelegatingDriver(NetworkDriver right) {
        this.right = right;
    }

    @Override
    public void createNetwork(NetworkSpec network) {
        right.createNetwork(network);
    }

    @Override
    public void removeNetwork(NetworkId network) {
        right.removeNetwork(network);
    }

    @Override
    public EndpointSpec createEndpoint(EndpointSpec endpoint) {
        return right.createEndpoint(endpoint);
    }

    @Override
    public Attachment join(EndpointId endpoint, Sandbox sandbox, JoinOptions options) {
        return right.join(endpoint, sandbox, options);
    }

    @Override
    public void leave(EndpointId endpoint, Sandbox sandbox) {
        right.leave(endpoint, sandbox);
    }

    @Override
    public void removeEndpoint(EndpointId endpoint) {
        right.removeEndpoint(endpoint);
    }

    @Override
    public void restore(NetworkId network, Collection<EndpointSpec> endpoints) {
        right.restore(network, endpoints);
    }

    @Override
    public void publish(EndpointId endpoint, Collection<PublishedPort> ports) {
        right.as(PortPublisher.class).orElseThrow().publish(endpoint, ports);
    }

    @Override
    public void open(EndpointId source, Collection<Opening> openings) {
        right.as(PeerFilter.class).orElseThrow().open(source, openings);
    }

    @Override
    public void close() {
        right.close();
    }
}
