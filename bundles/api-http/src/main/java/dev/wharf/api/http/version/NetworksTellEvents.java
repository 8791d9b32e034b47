package dev.wharf.api.http.version;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wharf.api.http.wire.Json;
import dev.wharf.engine.api.EngineException.InvalidArgument;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** 1.22: networks tell events; below, only to a client that asks for a type or for a network. */
final class NetworksTellEvents extends Step {
    private static final String FILTERS = "filters";
    private static final List<String> OTHERS = List.of("container", "image", "volume", "daemon");

    NetworksTellEvents() {
        super(new ApiVersion(1, 22), "Networks tell events.", Set.of(Endpoint.EVENTS));
    }

    @Override
    RequestShape upgrade(RequestShape request) {
        Optional<ObjectNode> filters = read(request.parameter(FILTERS).orElse(""));
        if (filters.isEmpty() || filters.get().has("type") || filters.get().has("network")) {
            return request;
        }
        OTHERS.forEach(filters.get().putArray("type")::add);
        return request.withParameter(FILTERS, filters.get().toString());
    }

    /** Empty for what the handler will refuse. */
    private static Optional<ObjectNode> read(String text) {
        try {
            JsonNode filters = Json.read((text.isBlank() ? "{}" : text).getBytes(StandardCharsets.UTF_8));
            return filters instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
        } catch (InvalidArgument ignored) {
            // told by the handler
            return Optional.empty();
        }
    }
}
