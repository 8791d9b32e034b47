package dev.wharf.api.http.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The body of the older copy call. {@code HostPath}, which clients send, was never used.
 *
 * @param resource {@code Resource}: path in the container; may be empty
 */
public record CopyBody(String resource) {

    /**
     * Reads the body.
     *
     * @throws dev.wharf.engine.api.EngineException.InvalidArgument for a value of a wrong type
     */
    public static CopyBody of(ObjectNode object) {
        return new CopyBody(new Fields(object).text("Resource"));
    }
}
