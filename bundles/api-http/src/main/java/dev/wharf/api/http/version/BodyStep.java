package dev.wharf.api.http.version;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.Set;

/** A change of an answer that is an object, or of each object in an answer that is a list. */
abstract class BodyStep extends Step {
    BodyStep(ApiVersion since, String change, Set<Endpoint> endpoints) {
        super(since, change, endpoints);
    }

    @Override
    final boolean reshapesBody() {
        return true;
    }

    @Override
    JsonNode downgrade(JsonNode answer) {
        if (answer instanceof ObjectNode object) {
            reshape(object);
        } else {
            answer.forEach(element -> asObject(element).ifPresent(this::reshape));
        }
        return answer;
    }

    /** Changes an object to what versions below knew. Must cope with any key being absent. */
    abstract void reshape(ObjectNode object);

    /** A key's value, when that is an object. */
    static Optional<ObjectNode> child(ObjectNode object, String key) {
        return asObject(object.path(key));
    }

    private static Optional<ObjectNode> asObject(JsonNode node) {
        return node instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
    }
}
