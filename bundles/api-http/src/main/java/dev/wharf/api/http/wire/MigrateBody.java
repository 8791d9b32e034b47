package dev.wharf.api.http.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wharf.engine.api.EngineException.InvalidArgument;
import java.util.List;

/**
 * The wish that containers move to another graph driver.
 *
 * @param containers names or ids, at least one
 * @param isForOne whether the client wrote a text in place of a list
 * @param to name of the graph driver
 */
public record MigrateBody(List<String> containers, boolean isForOne, String to) {

    /**
     * Reads the body.
     *
     * @throws InvalidArgument when a key is missing or of a wrong type
     */
    public static MigrateBody of(ObjectNode object) {
        Fields body = new Fields(object);
        List<String> containers = body.textOrTexts("container");
        if (containers.isEmpty() || containers.contains("")) {
            throw new InvalidArgument("bad parameter: 'container' cannot be empty");
        }
        return new MigrateBody(containers, body.isText("container"), body.requiredText("to"));
    }
}
