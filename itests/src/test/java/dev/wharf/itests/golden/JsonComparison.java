package dev.wharf.itests.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import dev.wharf.itests.golden.Difference.What;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compares two JSON trees: keys, types and values; ids count as equal. */
final class JsonComparison {
    private final String call;
    private final Ids ids;
    private final List<Difference> differences = new ArrayList<>();

    private JsonComparison(String call, Ids ids) {
        this.call = call;
        this.ids = ids;
    }

    static List<Difference> of(String call, Ids ids, JsonNode recorded, JsonNode ours) {
        JsonComparison comparison = new JsonComparison(call, ids);
        comparison.compare("", recorded, ours);
        return comparison.differences;
    }

    private void compare(String place, JsonNode recorded, JsonNode ours) {
        if (recorded.getNodeType() != ours.getNodeType()) {
            add(What.JSON_TYPE, place, recorded, ours);
        } else if (recorded.getNodeType() == JsonNodeType.OBJECT) {
            compareObjects(place, recorded, ours);
        } else if (recorded.getNodeType() == JsonNodeType.ARRAY) {
            compareLists(place, recorded, ours);
        } else if (!isSame(recorded, ours)) {
            add(What.VALUE, place, recorded, ours);
        }
    }

    private void compareObjects(String place, JsonNode recorded, JsonNode ours) {
        Set<String> keys = new HashSet<>();
        for (Map.Entry<String, JsonNode> field : recorded.properties()) {
            String key = ids.replaceIn(field.getKey());
            String inner = place + "/" + key;
            JsonNode our = ours.path(key);
            keys.add(key);
            if (our.isMissingNode()) {
                add(What.MISSING, inner, field.getValue(), our);
            } else {
                compare(inner, field.getValue(), our);
            }
        }
        for (Map.Entry<String, JsonNode> field : ours.properties()) {
            if (!keys.contains(field.getKey())) {
                add(What.EXTRA, place + "/" + field.getKey(), recorded.path(field.getKey()), field.getValue());
            }
        }
    }

    private void compareLists(String place, JsonNode recorded, JsonNode ours) {
        if (recorded.size() != ours.size()) {
            add(What.LENGTH, place, recorded, ours);
        }
        for (int i = 0; i < Math.min(recorded.size(), ours.size()); i++) {
            compare(place + "/*", recorded.get(i), ours.get(i));
        }
    }

    private boolean isSame(JsonNode recorded, JsonNode ours) {
        return recorded.asText().equals(ours.asText())
                || ids.learn(recorded.asText(), ours.asText())
                || ids.replaceIn(recorded.asText()).equals(ours.asText());
    }

    private void add(What what, String place, JsonNode recorded, JsonNode ours) {
        differences.add(new Difference(call, what, place, text(recorded), text(ours)));
    }

    private static String text(JsonNode node) {
        return node.isTextual() ? node.textValue() : node.isMissingNode() ? "" : node.toString();
    }
}
