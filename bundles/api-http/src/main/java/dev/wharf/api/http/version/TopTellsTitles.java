package dev.wharf.api.http.version;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** 1.4: top tells the columns of ps as they are; below, four of them as keys of one object for each process. */
final class TopTellsTitles extends Step {
    private static final Map<String, String> KEYS =
            new TreeMap<>(Map.of("PID", "PID", "TTY", "Tty", "TIME", "Time", "CMD", "Cmd"));

    TopTellsTitles() {
        super(
                new ApiVersion(1, 4),
                "Top tells titles and processes in place of an object for each process.",
                Set.of(Endpoint.CONTAINER_TOP));
    }

    @Override
    boolean reshapesBody() {
        return true;
    }

    @Override
    JsonNode downgrade(JsonNode answer) {
        ArrayNode rows = JsonNodeFactory.instance.arrayNode();
        for (JsonNode process : answer.path("Processes")) {
            ObjectNode row = rows.addObject();
            for (int column = 0; column < process.size(); column++) {
                String key =
                        KEYS.getOrDefault(answer.path("Titles").path(column).asText(), "");
                if (!key.isEmpty()) {
                    row.set(key, process.get(column));
                }
            }
        }
        return rows;
    }
}
