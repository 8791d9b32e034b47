package dev.wharf.api.http.version;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** 1.12: inspect spells Id; below, daemons sent ID while the reference says Id: both are sent. */
final class ContainerIdSpeltId extends BodyStep {
    ContainerIdSpeltId() {
        super(
                new ApiVersion(1, 12),
                "The container's id is spelt Id in place of ID.",
                Set.of(Endpoint.CONTAINER_INSPECT));
    }

    @Override
    void reshape(ObjectNode container) {
        JsonNode id = container.path("Id");
        if (!id.isMissingNode()) {
            container.set("ID", id);
        }
    }
}
