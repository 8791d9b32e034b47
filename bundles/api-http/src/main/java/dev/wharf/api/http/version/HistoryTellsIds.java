package dev.wharf.api.http.version;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** 1.7: the history tells ids; below, the name of an image that has one. */
final class HistoryTellsIds extends BodyStep {
    HistoryTellsIds() {
        super(new ApiVersion(1, 7), "The history tells ids in place of names.", Set.of(Endpoint.IMAGE_HISTORY));
    }

    @Override
    void reshape(ObjectNode row) {
        JsonNode name = row.path("Tags").path(0);
        if (name.isTextual()) {
            row.set("Id", name);
        }
    }
}
