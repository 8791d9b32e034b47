package dev.wharf.api.http.version;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** 1.8: progress is told in numbers, too; below, only as a text such as {@code 10/100 (10%)}. */
final class ProgressInDetail extends BodyStep {
    ProgressInDetail() {
        super(
                new ApiVersion(1, 8),
                "Progress is told in numbers beside the text.",
                Set.of(Endpoint.IMAGE_CREATE, Endpoint.IMAGE_INSERT, Endpoint.IMAGE_PUSH));
    }

    @Override
    void reshape(ObjectNode element) {
        JsonNode detail = element.path("progressDetail");
        long current = detail.path("current").asLong();
        long total = detail.path("total").asLong();
        if (total > 0) {
            element.put("progress", current + "/" + total + " (" + current * 100 / total + "%)");
        }
        element.remove("progressDetail");
    }
}
