package dev.wharf.api.http.wire;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wharf.engine.api.EngineException.InvalidArgument;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The keys of a JSON object that a client sent, by type. Keys that nobody asks for are ignored; null and an absent key
 * give the default; a value of another type is the client's fault and throws InvalidArgument in the words of Docker's
 * decoder.
 */
final class Fields {
    private final ObjectNode object;

    Fields(ObjectNode object) {
        this.object = requireNonNull(object, "object");
    }

    /** Whether the key has a value other than null. */
    boolean has(String key) {
        return JsonKeys.find(object, key).isPresent();
    }

    /** Whether the key has a value other than null, 0, false and the empty ones. */
    boolean isSet(String key) {
        return value(key).filter(value -> !isZero(value)).isPresent();
    }

    /** Text; empty by default. */
    String text(String key) {
        return value(key).map(value -> text(key, value)).orElse("");
    }

    /** Text that must be there and not be empty. */
    String requiredText(String key) {
        String text = text(key);
        if (text.isEmpty()) {
            throw new InvalidArgument("bad parameter: '" + key + "' cannot be empty");
        }
        return text;
    }

    /** Truth; false by default. */
    boolean flag(String key) {
        return optionalFlag(key).orElse(false);
    }

    /** Truth, where absence differs from false. */
    Optional<Boolean> optionalFlag(String key) {
        return value(key).map(value -> {
            if (!value.isBoolean()) {
                throw wrong(key, value, "bool");
            }
            return value.booleanValue();
        });
    }

    /** Whole number; 0 by default. */
    long number(String key) {
        return optionalNumber(key).orElse(0);
    }

    /** Whole number of 32 bits; 0 by default. */
    int smallNumber(String key) {
        return optionalSmallNumber(key).orElse(0);
    }

    /** Whole number, where absence differs from 0. */
    OptionalLong optionalNumber(String key) {
        Optional<JsonNode> value = value(key);
        if (value.isEmpty()) {
            return OptionalLong.empty();
        }
        JsonNode number = value.get();
        if (!number.isIntegralNumber() || !number.canConvertToLong()) {
            throw wrong(key, number, "int64");
        }
        return OptionalLong.of(number.longValue());
    }

    /** Whole number of 32 bits, where absence differs from 0. */
    OptionalInt optionalSmallNumber(String key) {
        OptionalLong number = optionalNumber(key);
        if (number.isEmpty()) {
            return OptionalInt.empty();
        }
        if (number.getAsLong() != (int) number.getAsLong()) {
            throw new InvalidArgument(
                    "json: cannot unmarshal number " + number.getAsLong() + " into field " + key + " of type int");
        }
        return OptionalInt.of((int) number.getAsLong());
    }

    /** List of texts; empty by default. */
    List<String> texts(String key) {
        return optionalTexts(key).orElse(List.of());
    }

    /** List of texts, where absence differs from an empty list. */
    Optional<List<String>> optionalTexts(String key) {
        return value(key).map(value -> list(key, value, element -> text(key, element)));
    }

    /** List of texts, or one text for a list of one; empty by default. */
    List<String> textOrTexts(String key) {
        return optionalTextOrTexts(key).orElse(List.of());
    }

    /** List of texts, or one text for a list of one, where absence differs from an empty list. */
    Optional<List<String>> optionalTextOrTexts(String key) {
        Optional<JsonNode> value = value(key);
        return value.filter(JsonNode::isTextual).isPresent() ? Optional.of(List.of(text(key))) : optionalTexts(key);
    }

    /** Whole numbers; empty by default. */
    List<Integer> numbers(String key) {
        return value(key)
                .map(value -> list(key, value, element -> number(key, element)))
                .orElse(List.of());
    }

    /** Object; without keys by default. */
    Fields fields(String key) {
        return optionalFields(key).orElseGet(() -> new Fields(object.objectNode()));
    }

    /** Object, where absence differs from an empty one. */
    Optional<Fields> optionalFields(String key) {
        return value(key).map(value -> fields(key, value));
    }

    /** List of objects; empty by default. */
    List<Fields> list(String key) {
        return value(key)
                .map(value -> list(key, value, element -> fields(key, element)))
                .orElse(List.of());
    }

    /** The keys of an object that stands for a set; empty by default. */
    Set<String> keys(String key) {
        return optionalFields(key)
                .map(fields -> fields.names().stream()
                        .map(Fields::wellFormed)
                        .collect(Collectors.toCollection(LinkedHashSet::new)))
                .orElseGet(LinkedHashSet::new);
    }

    /** Texts by key; empty by default. */
    Map<String, String> map(String key) {
        return map(key, fields -> fields::text);
    }

    /** Values by key; empty by default. */
    <T> Map<String, T> map(String key, Function<Fields, Function<String, T>> reader) {
        Map<String, T> map = new LinkedHashMap<>();
        optionalFields(key).ifPresent(fields -> fields.names()
                .forEach(name -> map.put(wellFormed(name), reader.apply(fields).apply(name))));
        return map;
    }

    /** Whether the value is a list. */
    boolean isList(String key) {
        return value(key).filter(JsonNode::isArray).isPresent();
    }

    /** Whether the value is a text. */
    boolean isText(String key) {
        return value(key).filter(JsonNode::isTextual).isPresent();
    }

    /** These fields, where those keys that are absent, 0, false or empty are taken from another object. */
    Fields orElse(Fields other, List<String> keys) {
        ObjectNode both = object.deepCopy();
        for (String key : keys) {
            Optional<JsonNode> replacement = other.value(key);
            if (!isSet(key) && replacement.isPresent()) {
                JsonKeys.spelling(both, key).ifPresent(both::remove);
                both.set(key, replacement.get());
            }
        }
        return new Fields(both);
    }

    /** What Docker's decoder calls the type of a value. */
    static String kind(JsonNode value) {
        return switch (value.getNodeType()) {
            case BOOLEAN -> "bool";
            default -> value.getNodeType().name().toLowerCase(Locale.ROOT);
        };
    }

    private Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private Optional<JsonNode> value(String key) {
        return JsonKeys.find(object, key);
    }

    /** Numbers are compared as doubles: 1e400 has no decimal value. */
    private static boolean isZero(JsonNode value) {
        return switch (value.getNodeType()) {
            case NUMBER -> value.doubleValue() == 0;
            case BOOLEAN -> !value.booleanValue();
            case STRING -> value.textValue().isEmpty();
            default -> value.isEmpty();
        };
    }

    private static String text(String key, JsonNode value) {
        if (value.isNull()) {
            return "";
        }
        if (!value.isTextual()) {
            throw wrong(key, value, "string");
        }
        return wellFormed(value.textValue());
    }

    private static int number(String key, JsonNode value) {
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw wrong(key, value, "int");
        }
        return value.intValue();
    }

    private static Fields fields(String key, JsonNode value) {
        if (value instanceof ObjectNode object) {
            return new Fields(object);
        }
        throw wrong(key, value, "object");
    }

    private static <T> List<T> list(String key, JsonNode value, Function<JsonNode, T> reader) {
        if (!value.isArray()) {
            throw wrong(key, value, "list");
        }
        List<T> elements = new ArrayList<>();
        value.forEach(element -> elements.add(reader.apply(element)));
        return elements;
    }

    /** Replaces halves of surrogate pairs, which JSON escapes can form, as Go does. */
    private static String wellFormed(String text) {
        int[] points = text.codePoints()
                .map(point -> Character.MIN_SURROGATE <= point && point <= Character.MAX_SURROGATE ? 0xFFFD : point)
                .toArray();
        return new String(points, 0, points.length);
    }

    private static InvalidArgument wrong(String key, JsonNode value, String wanted) {
        return new InvalidArgument(
                "json: cannot unmarshal " + kind(value) + " into field " + key + " of type " + wanted);
    }
}
