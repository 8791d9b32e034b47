package dev.wharf.api.http.version;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** 1.20: the status of a container that was never started reads Created; below, it is empty. */
final class NeverStartedIsCreated extends BodyStep {
    NeverStartedIsCreated() {
        super(
                new ApiVersion(1, 20),
                "A container that was never started has the status Created.",
                Set.of(Endpoint.CONTAINER_LIST));
    }

    @Override
    void reshape(ObjectNode row) {
        if (row.path("Status").asText().equals("Created")) {
            row.put("Status", "");
        }
    }
}
