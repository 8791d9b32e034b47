package dev.wharf.api.http.version;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** 1.10: the removal of an image tells which name went; below, the id of the image that lost it. */
final class RemovalTellsNames extends BodyStep {
    private static final String IMAGE = "UntaggedFrom";

    RemovalTellsNames() {
        super(
                new ApiVersion(1, 10),
                "Untagged is a name in place of the id of an image.",
                Set.of(Endpoint.IMAGE_DELETE));
    }

    @Override
    void reshape(ObjectNode row) {
        JsonNode image = row.path(IMAGE);
        if (row.has("Untagged") && image.isTextual()) {
            row.set("Untagged", image);
        }
        row.remove(IMAGE);
    }
}
