package dev.wharf.api.http.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The wish that new objects use another driver.
 *
 * @param kind such as {@code graph}
 * @param name of the driver
 */
public record DefaultDriverBody(String kind, String name) {

    /**
     * Reads the body.
     *
     * @throws dev.wharf.engine.api.EngineException.InvalidArgument when a key is missing or of a wrong type
     */
    public static DefaultDriverBody of(ObjectNode object) {
        Fields body = new Fields(object);
        return new DefaultDriverBody(body.requiredText("kind"), body.requiredText("name"));
    }
}
