package dev.wharf.api.http.version;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wharf.engine.api.EngineException.InvalidArgument;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What of a request can differ between versions.
 *
 * @param query values by name, in the order of the client
 * @param headers values by lower case name; only those that steps look at are needed ({@code x-registry-auth},
 *     {@code x-registry-config})
 * @param body empty when there is none, or when it is not a JSON object. A step that changes it works on a copy
 */
public record RequestShape(Map<String, List<String>> query, Map<String, String> headers, Optional<ObjectNode> body) {

    /** Copies the maps. */
    public RequestShape {
        query = Collections.unmodifiableMap(new LinkedHashMap<>(query));
        headers = Map.copyOf(headers);
        requireNonNull(body, "body");
    }

    /** A request with nothing but a query. */
    public static RequestShape ofQuery(Map<String, List<String>> query) {
        return new RequestShape(query, Map.of(), Optional.empty());
    }

    /** The first value of a query parameter, as the client wrote it; empty when there is none. */
    public Optional<String> parameter(String name) {
        return query.getOrDefault(name, List.of()).stream().findFirst();
    }

    /** The value of a header. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    /**
     * The body of a call that cannot do without.
     *
     * @throws InvalidArgument when there is none ({@code EOF}, as Docker's decoder says)
     */
    public ObjectNode requiredBody() {
        return body.orElseThrow(() -> new InvalidArgument("EOF"));
    }

    /** This request with that one value of a query parameter. */
    public RequestShape withParameter(String name, String value) {
        Map<String, List<String>> changed = new LinkedHashMap<>(query);
        changed.put(name, List.of(value));
        return new RequestShape(changed, headers, body);
    }

    /** This request without a query parameter. */
    public RequestShape withoutParameter(String name) {
        Map<String, List<String>> changed = new LinkedHashMap<>(query);
        changed.remove(name);
        return new RequestShape(changed, headers, body);
    }

    /** This request with one more value of a query parameter. */
    public RequestShape plusParameter(String name, String value) {
        List<String> values = new ArrayList<>(query.getOrDefault(name, List.of()));
        values.add(value);
        Map<String, List<String>> changed = new LinkedHashMap<>(query);
        changed.put(name, List.copyOf(values));
        return new RequestShape(changed, headers, body);
    }

    /** This request with that body. */
    public RequestShape withBody(ObjectNode body) {
        return new RequestShape(query, headers, Optional.of(body));
    }

    /** This request without a body. */
    public RequestShape withoutBody() {
        return new RequestShape(query, headers, Optional.empty());
    }
}
