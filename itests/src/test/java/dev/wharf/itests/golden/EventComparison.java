package dev.wharf.itests.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wharf.itests.golden.Difference.What;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Compares events by kind: each kind that we tell was recorded and has the same keys. Order, number and attributes are
 * left to other tests, because the recording covers calls that are not made here.
 */
final class EventComparison {
    private final RecordedCall call;
    private final Ids ids;

    EventComparison(RecordedCall call, Ids ids) {
        this.call = call;
        this.ids = ids;
    }

    List<Difference> of(JsonNode recorded, JsonNode ours) {
        List<Difference> differences = new ArrayList<>();
        Map<String, JsonNode> theirs = byKind(recorded);
        byKind(ours).forEach((kind, event) -> {
            if (theirs.containsKey(kind)) {
                differences.addAll(keys(theirs.get(kind), event));
            } else if (!call.truncated()) {
                differences.add(new Difference(call.name(), What.EXTRA, kind, "", event.toString()));
            }
        });
        if (ours.isEmpty() != recorded.isEmpty()) {
            differences.add(new Difference(call.name(), What.LENGTH, "", recorded.toString(), ours.toString()));
        }
        return differences;
    }

    private List<Difference> keys(JsonNode recorded, JsonNode ours) {
        return JsonComparison.of(call.name(), ids, bare(recorded), bare(ours)).stream()
                .filter(difference -> difference.what() != What.VALUE)
                .toList();
    }

    private static JsonNode bare(JsonNode event) {
        ObjectNode copy = event.deepCopy();
        if (copy.path("Actor") instanceof ObjectNode actor) {
            actor.remove("Attributes");
        }
        return copy;
    }

    private static Map<String, JsonNode> byKind(JsonNode events) {
        Map<String, JsonNode> kinds = new TreeMap<>();
        events.forEach(event -> kinds.put(
                event.path("Type").asText() + " " + event.path("Action").asText(), event));
        return kinds;
    }
}
