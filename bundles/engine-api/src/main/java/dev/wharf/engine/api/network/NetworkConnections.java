package dev.wharf.engine.api.network;

import dev.wharf.engine.api.container.EndpointRequest;
import org.osgi.annotation.versioning.ProviderType;

/** Connects containers to networks by hand. Implemented by the engine. Thread-safe; calls block. */
@ProviderType
public interface NetworkConnections {

    /**
     * Connects a container; one that does not run is connected when it starts.
     *
     * @param network id, name, or the beginning of an id
     * @param container id, name, or the beginning of an id
     * @throws dev.wharf.engine.api.EngineException NotFound for either; Conflict when it is connected already or its mode
     *     forbids it; InvalidArgument, Unavailable, Internal
     */
    void connect(String network, String container, EndpointRequest endpoint);

    /**
     * Takes a connection back.
     *
     * @param isForced whether a container that is not there any more is forgotten
     * @throws dev.wharf.engine.api.EngineException NotFound for either; Conflict when it is not connected or its mode forbids it;
     *     Unavailable, Internal
     */
    void disconnect(String network, String container, boolean isForced);
}
