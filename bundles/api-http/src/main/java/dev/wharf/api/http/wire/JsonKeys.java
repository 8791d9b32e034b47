package dev.wharf.api.http.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.Optional;

/**
 * Looks up keys as Docker's decoder does: an exact match wins over one in another case, and of the others the last
 * one wins.
 */
public final class JsonKeys {
    private JsonKeys() {}

    /** How an object spells a key; empty when it does not have it. */
    public static Optional<String> spelling(ObjectNode object, String key) {
        if (object.has(key)) {
            return Optional.of(key);
        }
        Optional<String> spelling = Optional.empty();
        for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (name.equalsIgnoreCase(key)) {
                spelling = Optional.of(name);
            }
        }
        return spelling;
    }

    /** The value of a key; empty when there is none, or when it is null. */
    public static Optional<JsonNode> find(ObjectNode object, String key) {
        return spelling(object, key).map(object::get).filter(value -> !value.isNull());
    }
}
