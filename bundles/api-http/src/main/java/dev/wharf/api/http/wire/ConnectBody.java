package dev.wharf.api.http.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wharf.engine.api.container.EndpointRequest;

/**
 * Reads the bodies that connect and disconnect; Docker 1.9.1, api/types/types.go (NetworkConnect, NetworkDisconnect),
 * and newer keys.
 *
 * @param container id or name, without the slash that Docker prints before names
 * @param endpoint how it is to be connected; nothing of it counts when it is disconnected
 * @param isForced whether a container that is not there any more is to be forgotten
 */
public record ConnectBody(String container, EndpointRequest endpoint, boolean isForced) {

    /**
     * Reads a body.
     *
     * @throws dev.wharf.engine.api.EngineException.InvalidArgument for a value of a wrong type, and without a container
     */
    public static ConnectBody of(ObjectNode object) {
        Fields body = new Fields(object);
        String container = body.requiredText("Container");
        return new ConnectBody(
                container.startsWith("/") ? container.substring(1) : container,
                EndpointBody.toDomain(body.fields("EndpointConfig")),
                body.flag("Force"));
    }
}
