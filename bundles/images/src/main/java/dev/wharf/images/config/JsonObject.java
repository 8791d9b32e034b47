package dev.wharf.images.config;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wharf.engine.api.EngineException.InvalidArgument;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A JSON object from outside, read field by field. A missing field and {@code null} are the same; a field of another
 * type than asked for is the sender's fault.
 *
 * @param node its fields
 * @param what it is, for messages
 */
public record JsonObject(ObjectNode node, String what) {
    /** What Go writes for a time that was not set. */
    public static final Instant NO_TIME = Instant.parse("0001-01-01T00:00:00Z");

    private static final int DEEPEST = 64;
    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /**
     * Reads an object.
     *
     * @throws InvalidArgument when the bytes are anything else
     */
    public static JsonObject parse(byte[] json, String what) {
        return of(tree(json, what), what);
    }

    /**
     * Reads a list of objects.
     *
     * @throws InvalidArgument when the bytes are anything else
     */
    public static List<JsonObject> parseList(byte[] json, String what) {
        return list(tree(json, what), what);
    }

    /** The bytes of a tree, without blanks, keys in the order of the tree. */
    public static byte[] bytes(JsonNode tree) {
        try {
            return MAPPER.writeValueAsBytes(tree);
        } catch (IOException e) {
            throw new IllegalStateException("a JSON tree can always be written", e);
        }
    }

    /** A text; empty when it is missing. */
    public String text(String field) {
        return value(field).map(found -> textOf(field, found)).orElse("");
    }

    /** A truth value; false when it is missing. */
    public boolean flag(String field) {
        return value(field)
                .map(found -> check(field, found.isBoolean(), found).booleanValue())
                .orElse(false);
    }

    /** A whole number; empty when it is missing. */
    public Optional<Integer> number(String field) {
        return value(field)
                .map(found -> check(field, found.canConvertToInt(), found).intValue());
    }

    /** A time; {@link #NO_TIME} when it is missing. */
    public Instant time(String field) {
        String text = text(field);
        try {
            return text.isEmpty() ? NO_TIME : Instant.parse(text);
        } catch (DateTimeException e) {
            throw new InvalidArgument(what + ": \"" + field + "\" is not a time: " + text, e);
        }
    }

    /** A list of texts; a single text counts as a list of one, as in old images. Empty when it is missing. */
    public Optional<List<String>> texts(String field) {
        return value(field).map(found -> {
            if (found.isTextual()) {
                return found.textValue().isEmpty() ? List.of() : List.of(found.textValue());
            }
            List<String> texts = new ArrayList<>();
            check(field, found.isArray(), found).forEach(element -> texts.add(textOf(field, element)));
            return texts;
        });
    }

    /** The texts of an object by their keys, in order; none when it is missing. */
    public Map<String, String> map(String field) {
        Map<String, String> texts = new LinkedHashMap<>();
        object(field).ifPresent(found -> found.node()
                .properties()
                .forEach(entry -> texts.put(entry.getKey(), found.text(entry.getKey()))));
        return texts;
    }

    /** The keys of an object, in order; none when it is missing. */
    public Set<String> keys(String field) {
        Set<String> keys = new LinkedHashSet<>();
        object(field).ifPresent(found -> found.node().fieldNames().forEachRemaining(keys::add));
        return keys;
    }

    /** An object; empty when it is missing. */
    public Optional<JsonObject> object(String field) {
        return value(field).map(found -> of(found, what + ": \"" + field + '"'));
    }

    /** A list of objects; none when it is missing. */
    public List<JsonObject> objects(String field) {
        return value(field)
                .map(found -> list(found, what + ": \"" + field + '"'))
                .orElse(List.of());
    }

    private static JsonNode tree(byte[] json, String what) {
        try {
            return Optional.ofNullable(MAPPER.readTree(json)).orElse(JsonNodeFactory.instance.missingNode());
        } catch (IOException e) {
            throw new InvalidArgument(what + " is not valid JSON", e);
        }
    }

    private static JsonObject of(JsonNode node, String what) {
        if (node instanceof ObjectNode object) {
            return new JsonObject(object, what);
        }
        throw new InvalidArgument(what + " is not a JSON object");
    }

    private static List<JsonObject> list(JsonNode node, String what) {
        if (!node.isArray()) {
            throw new InvalidArgument(what + " is not a JSON list");
        }
        List<JsonObject> objects = new ArrayList<>();
        node.forEach(element -> objects.add(of(element, what)));
        return objects;
    }

    private Optional<JsonNode> value(String field) {
        return Optional.ofNullable(node.get(field)).filter(found -> !found.isNull());
    }

    private String textOf(String field, JsonNode found) {
        return check(field, found.isTextual(), found).textValue();
    }

    private JsonNode check(String field, boolean isRight, JsonNode found) {
        if (!isRight) {
            throw new InvalidArgument(what + ": \"" + field + "\" has the wrong type");
        }
        return found;
    }
}
