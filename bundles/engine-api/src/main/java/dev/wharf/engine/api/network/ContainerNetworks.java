package dev.wharf.engine.api.network;

import dev.wharf.engine.api.container.EndpointRequest;
import dev.wharf.engine.api.network.ConnectRequest.Link;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Connects the engine's containers. Used by the engine alone, which makes the calls for one container one after the other, under
 * its lock. Thread-safe; calls block.
 *
 * <p>The life of a container's connections: {@link #prepare} before its namespaces are made, {@link #attach} while its first
 * process waits, {@link #connect} and {@link #disconnect} while it runs, {@link #release} after its end. After a restart of the
 * daemon {@link #recover} takes the place of the first two.
 *
 * <p>Its implementation publishes the events of networks: {@code create} and {@code destroy}, and {@code connect} and {@code
 * disconnect} of containers that run. The engine publishes none of them.
 */
@ProviderType
public interface ContainerNetworks {

    /**
     * Reserves addresses and ports and makes endpoints. On failure nothing is reserved.
     *
     * @throws dev.wharf.engine.api.EngineException NotFound for a network, Conflict for an address that is taken, InvalidArgument,
     *     Unavailable, Internal, also for a port that is taken ({@code port is already allocated}) as in Docker
     */
    Connections prepare(ConnectRequest request);

    /**
     * Brings the endpoints into the container, publishes its ports and serves its names.
     *
     * @return what is different from what {@link #prepare} told, such as an address that a driver chose
     * @throws dev.wharf.engine.api.EngineException Unavailable, Internal; the container is to be released then
     */
    Connections attach(NetworkSpace space);

    /**
     * Connects a running container to a further network.
     *
     * @throws dev.wharf.engine.api.EngineException NotFound for the network, Forbidden when it is connected already, InvalidArgument,
     *     Unavailable, Internal; nothing has changed then
     */
    Connections connect(NetworkSpace space, String network, EndpointRequest endpoint);

    /**
     * Takes a running container out of a network.
     *
     * @throws dev.wharf.engine.api.EngineException NotFound for the network, Conflict when it is not connected, Unavailable, Internal
     */
    Connections disconnect(NetworkSpace space, String network);

    /**
     * Gives everything of a container back, whose processes have ended. Ports are free and names unknown when the call returns. What
     * a driver cannot give back is logged and tried again later; never fails, and can be repeated.
     */
    void release(String containerId);

    /**
     * Takes over a container that has been running while no daemon ran. What is missing of its connections is made anew.
     *
     * @param request as it was
     * @param connections as they were
     */
    void recover(ConnectRequest request, Connections connections, NetworkSpace space);

    /** All containers that run have been told by {@link #recover}: what is left of others goes. */
    void recovered();

    /**
     * A running container has other links: what it may reach of others changes at once, or as soon as its driver is there.
     * Does nothing where containers are not kept from one another; never fails.
     */
    default void relink(String containerId, List<Link> links) {}

    /** A running container has a new name. */
    void rename(String containerId, String name);
}
