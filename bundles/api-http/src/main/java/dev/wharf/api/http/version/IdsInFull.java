package dev.wharf.api.http.version;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;

/** 1.7: ids are told in full; below, these answers have the first 12 digits. Lists and inspect had all 64 always. */
final class IdsInFull extends BodyStep {
    private static final List<String> KEYS = List.of("Id", "id", "Untagged");

    IdsInFull() {
        super(
                new ApiVersion(1, 7),
                "Ids have 64 digits in place of 12.",
                Set.of(
                        Endpoint.CONTAINER_CREATE,
                        Endpoint.COMMIT,
                        Endpoint.EVENTS,
                        Endpoint.IMAGE_DELETE,
                        Endpoint.IMAGE_HISTORY));
    }

    @Override
    void reshape(ObjectNode object) {
        for (String key : KEYS) {
            String id = object.path(key).asText();
            if (id.matches("[0-9a-f]{64}")) {
                object.put(key, id.substring(0, 12));
            }
        }
    }
}
