package dev.wharf.api.http.version;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;

/** 1.7: the list of images has one row for each image; below, one for each of its names. */
final class OneRowPerImage extends Step {
    private static final List<String> KEPT = List.of("Id", "Created", "Size", "VirtualSize");
    private static final String NONE = "<none>:<none>";

    OneRowPerImage() {
        super(
                new ApiVersion(1, 7),
                "The list of images has one row for each image in place of one for each name.",
                Set.of(Endpoint.IMAGE_LIST));
    }

    @Override
    boolean reshapesBody() {
        return true;
    }

    @Override
    JsonNode downgrade(JsonNode images) {
        ArrayNode rows = JsonNodeFactory.instance.arrayNode();
        for (JsonNode image : images) {
            JsonNode names = image.path("RepoTags");
            names.forEach(name -> rows.add(row(image, name.asText())));
            if (names.isEmpty()) {
                rows.add(row(image, NONE));
            }
        }
        return rows;
    }

    private static ObjectNode row(JsonNode image, String name) {
        int colon = name.indexOf(':', name.lastIndexOf('/') + 1);
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        row.put("Repository", colon < 0 ? name : name.substring(0, colon));
        row.put("Tag", colon < 0 ? "" : name.substring(colon + 1));
        for (String key : KEPT) {
            if (image.has(key)) {
                row.set(key, image.get(key));
            }
        }
        return row;
    }
}
