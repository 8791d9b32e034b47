package dev.wharf.spi.network;

import dev.wharf.spi.Driver;
import dev.wharf.spi.NamedValue;
import java.util.Collection;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Makes networks and connects containers to them. Capabilities: {@link PortPublisher}, {@link PeerFilter}.
 *
 * <p>The engine serializes calls for one network's making and removal and for one endpoint, and makes calls for different
 * endpoints at the same time. All calls can be repeated: what is there already as asked stays as it is.
 */
@ConsumerType
public interface NetworkDriver extends Driver {

    /**
     * Makes a network, or takes note of one that is there, and repairs what has changed under it. Called for each network
     * before any other call for it.
     *
     * @throws dev.wharf.spi.DriverException INVALID_ARGUMENT for an option or a missing subnet, ALREADY_EXISTS when what it
     *     would make is taken by others (an interface, an address), UNSUPPORTED, UNAVAILABLE, INTERNAL. Nothing is left then
     */
    void createNetwork(NetworkSpec network);

    /**
     * Removes a network that has no endpoint. Removing what is not there succeeds.
     *
     * @throws dev.wharf.spi.DriverException UNAVAILABLE, INTERNAL
     */
    void removeNetwork(NetworkId network);

    /**
     * Makes a connection, to be joined.
     *
     * @return the same, with the addresses that the driver chose where it was asked to
     * @throws dev.wharf.spi.DriverException NOT_FOUND for the network, INVALID_ARGUMENT, EXHAUSTED, UNAVAILABLE, INTERNAL
     */
    EndpointSpec createEndpoint(EndpointSpec endpoint);

    /**
     * Brings an endpoint into a container: makes its interface there, with addresses and routes, and sets it up. On failure
     * nothing is left in the container.
     *
     * @throws dev.wharf.spi.DriverException NOT_FOUND for the endpoint or the sandbox, EXHAUSTED, UNAVAILABLE, INTERNAL
     */
    Attachment join(EndpointId endpoint, Sandbox sandbox, JoinOptions options);

    /**
     * Takes an endpoint out of a container, which lives on or has ended; its interface goes. Taking out what is not in
     * succeeds.
     *
     * @throws dev.wharf.spi.DriverException UNAVAILABLE, INTERNAL
     */
    void leave(EndpointId endpoint, Sandbox sandbox);

    /**
     * Forgets an endpoint with all that was set up for it. Forgetting what is not there succeeds.
     *
     * @throws dev.wharf.spi.DriverException UNAVAILABLE, INTERNAL
     */
    void removeEndpoint(EndpointId endpoint);

    /**
     * Tells the driver, once after it was opened, which endpoints of a network are in use. What it finds of others, it
     * removes; what is missing on the host's side of these, it makes anew.
     *
     * @throws dev.wharf.spi.DriverException NOT_FOUND for the network, UNAVAILABLE, INTERNAL
     */
    void restore(NetworkId network, Collection<EndpointSpec> endpoints);

    /**
     * What users are told about a network beside its specification, in order, such as the name of its bridge.
     *
     * @throws dev.wharf.spi.DriverException NOT_FOUND, UNAVAILABLE
     */
    default List<NamedValue> details(NetworkId network) {
        return List.of();
    }
}
