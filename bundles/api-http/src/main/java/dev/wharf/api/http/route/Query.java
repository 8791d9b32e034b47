package dev.wharf.api.http.route;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wharf.api.http.wire.Json;
import dev.wharf.engine.api.EngineException.InvalidArgument;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** The parameters of a request, read as Docker 1.9.1 reads them (api/server/httputils/form.go). */
final class Query {
    private static final Set<String> FALSE = Set.of("", "0", "no", "false", "none");

    private final Map<String, List<String>> values;

    Query(Map<String, List<String>> values) {
        this.values = values;
    }

    /**
     * Reads a query or the body of a form.
     *
     * @throws InvalidArgument for a bad escape
     */
    static Map<String, List<String>> parse(String text) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (String pair : text.split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                values.computeIfAbsent(Percent.decodeQuery(name), unused -> new ArrayList<>())
                        .add(Percent.decodeQuery(value));
            }
        }
        return values;
    }

    /** The first value; empty when there is none. */
    String text(String name) {
        return values.getOrDefault(name, List.of("")).get(0);
    }

    /** All values. */
    List<String> texts(String name) {
        return values.getOrDefault(name, List.of());
    }

    /** The parameters repo and tag as one reference; empty for none. */
    String reference() {
        String repository = text("repo");
        String tag = text("tag");
        return tag.isEmpty() || repository.isEmpty() ? repository : repository + ":" + tag;
    }

    /** Whether there is a value, be it empty. */
    boolean has(String name) {
        return values.containsKey(name);
    }

    /** A yes or no; absent is no. */
    boolean flag(String name) {
        return !FALSE.contains(text(name).strip().toLowerCase(Locale.ROOT));
    }

    /** A yes or no; absent is what is given. */
    boolean flag(String name, boolean fallback) {
        return has(name) ? flag(name) : fallback;
    }

    /**
     * A whole number; empty when there is none.
     *
     * @throws InvalidArgument when it is no number, or too large for one
     */
    OptionalInt number(String name) {
        String text = text(name).strip();
        if (text.isEmpty()) {
            return OptionalInt.empty();
        }
        try {
            return OptionalInt.of(Integer.parseInt(text));
        } catch (NumberFormatException e) {
            throw notANumber(text, e);
        }
    }

    /**
     * Rows or columns of a terminal, which must be there.
     *
     * @throws InvalidArgument when it is no number of 16 bits
     */
    int dimension(String name) {
        int size =
                number(name).orElseThrow(() -> new InvalidArgument("strconv.ParseInt: parsing \"\": invalid syntax"));
        if (size < 0 || size > 65_535) {
            throw new InvalidArgument("strconv.ParseUint: parsing \"" + size + "\": value out of range");
        }
        return size;
    }

    /**
     * An instant in unix seconds, with or without a fraction; empty when there is none, or when it is 0.
     *
     * @throws InvalidArgument when it is no number
     */
    Optional<Instant> instant(String name) {
        String text = text(name).strip();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        int point = text.indexOf('.');
        String fraction = point < 0 ? "" : text.substring(point + 1);
        try {
            long seconds = Long.parseLong(point < 0 ? text : text.substring(0, point));
            long nanos = fraction.isEmpty() ? 0 : Long.parseLong((fraction + "00000000").substring(0, 9));
            return Optional.of(Instant.ofEpochSecond(seconds, nanos)).filter(instant -> !instant.equals(Instant.EPOCH));
        } catch (NumberFormatException | DateTimeException e) {
            throw notANumber(text, e);
        }
    }

    /**
     * Filters: a JSON object of lists, or of objects whose keys are the values, as newer clients write it.
     *
     * @throws InvalidArgument for anything else
     */
    Map<String, List<String>> filters() {
        String text = text("filters");
        if (text.isBlank()) {
            return Map.of();
        }
        JsonNode filters = Json.read(text.getBytes(StandardCharsets.UTF_8));
        if (!filters.isObject()) {
            throw new InvalidArgument("filters must be a JSON object of lists");
        }
        Map<String, List<String>> read = new LinkedHashMap<>();
        filters.properties().forEach(filter -> read.put(filter.getKey(), values(filter.getValue())));
        return read;
    }

    private static List<String> values(JsonNode node) {
        List<String> values = new ArrayList<>();
        if (node.isObject()) {
            node.fieldNames().forEachRemaining(values::add);
        } else if (node.isArray() && allTexts(node)) {
            node.forEach(value -> values.add(value.asText()));
        } else {
            throw new InvalidArgument("filters must be a JSON object of lists");
        }
        return values;
    }

    private static boolean allTexts(JsonNode list) {
        for (JsonNode value : list) {
            if (!value.isTextual()) {
                return false;
            }
        }
        return true;
    }

    private static InvalidArgument notANumber(String text, Exception cause) {
        return new InvalidArgument("strconv.ParseInt: parsing \"" + text + "\": invalid syntax", cause);
    }
}
