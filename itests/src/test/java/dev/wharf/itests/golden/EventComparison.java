package dev.wharf.itests.golden;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wharf.itests.golden.Difference.What;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Compares events by kind: each kind that we tell was recorded and has the same keys. Order and number are left to other
 * tests, because the recording covers calls that are not made here.
 */
final class EventComparison {
    private EventComparison() {}

    static List<Difference> of(String call, Ids ids, JsonNode recorded, JsonNode ours) {
        List<Difference> differences = new ArrayList<>();
        Map<String, JsonNode> theirs = byKind(recorded);
        byKind(ours).forEach((kind, event) -> {
            if (theirs.containsKey(kind)) {
                JsonComparison.of(call, ids, theirs.get(kind), event).stream()
                        .filter(difference -> difference.what() != What.VALUE)
                        .forEach(differences::add);
            } else {
                differences.add(new Difference(call, What.EXTRA, kind, "", event.toString()));
            }
        });
        if (ours.isEmpty() != recorded.isEmpty()) {
            differences.add(new Difference(call, What.LENGTH, "", recorded.toString(), ours.toString()));
        }
        return differences;
    }

    private static Map<String, JsonNode> byKind(JsonNode events) {
        Map<String, JsonNode> kinds = new TreeMap<>();
        events.forEach(event -> kinds.put(
                event.path("Type").asText() + " " + event.path("Action").asText(), event));
        return kinds;
    }
}
