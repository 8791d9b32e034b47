package dev.wharf.api.http.route;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wharf.api.http.version.RequestShape;
import dev.wharf.api.http.wire.Json;
import dev.wharf.engine.api.EngineException.InvalidArgument;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads the parameters and the JSON body of a request. */
final class Requests {
    private static final int LARGEST_BODY = 4 * 1024 * 1024;
    private static final int BODY_SECONDS = 30;
    private static final List<String> HEADERS = List.of("X-Registry-Auth", "X-Registry-Config");

    private final Exchange exchange;

    Requests(Exchange exchange) {
        this.exchange = exchange;
    }

    /**
     * What the ladder looks at.
     *
     * @throws InvalidArgument when the query or the body is bad
     */
    RequestShape shape(Route route) {
        Map<String, List<String>> query = Query.parse(exchange.query());
        return switch (route.body()) {
            case NONE -> new RequestShape(withForm(query), headers(), Optional.empty());
            case JSON -> new RequestShape(query, headers(), json(true));
            case UNTYPED_JSON -> new RequestShape(query, headers(), json(false));
            case UPLOAD -> new RequestShape(query, headers(), Optional.empty());
        };
    }

    private Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String name : HEADERS) {
            exchange.header(name).ifPresent(value -> headers.put(name.toLowerCase(Locale.ROOT), value));
        }
        return headers;
    }

    private Optional<ObjectNode> json(boolean isTyped) {
        if (!exchange.hasBody()) {
            return Optional.empty();
        }
        byte[] body = body();
        String type = exchange.header("Content-Type").orElse("");
        if (body.length == 0 && type.isEmpty()) {
            return Optional.empty();
        }
        if (isTyped && !mediaType(type).equals("application/json")) {
            throw new InvalidArgument("Content-Type specified (" + type + ") must be 'application/json'");
        }
        return Json.readObject(body);
    }

    /** Values of a form come before those of the query, as in Go's Request.Form. */
    private Map<String, List<String>> withForm(Map<String, List<String>> query) {
        String type = mediaType(exchange.header("Content-Type").orElse(""));
        if (!exchange.hasBody() || !type.equals("application/x-www-form-urlencoded")) {
            return query;
        }
        Map<String, List<String>> all = Query.parse(new String(body(), UTF_8));
        query.forEach((name, values) ->
                all.computeIfAbsent(name, unused -> new ArrayList<>()).addAll(values));
        return all;
    }

    private byte[] body() {
        exchange.limitIdleTime(BODY_SECONDS);
        try {
            byte[] body = exchange.body().readNBytes(LARGEST_BODY + 1);
            if (body.length > LARGEST_BODY) {
                throw new InvalidArgument("the body is larger than 4 MiB");
            }
            return body;
        } catch (IOException e) {
            throw new InvalidArgument("the body cannot be read: unexpected EOF", e);
        }
    }

    private static String mediaType(String type) {
        int semicolon = type.indexOf(';');
        return (semicolon < 0 ? type : type.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT);
    }
}
