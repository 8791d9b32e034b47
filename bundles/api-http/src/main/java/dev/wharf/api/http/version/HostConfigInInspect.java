package dev.wharf.api.http.version;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** 1.8: inspect tells HostConfig; below, only Privileged, in Config as the reference of 1.4 has it. */
final class HostConfigInInspect extends BodyStep {
    HostConfigInInspect() {
        super(new ApiVersion(1, 8), "Inspect tells HostConfig.", Set.of(Endpoint.CONTAINER_INSPECT));
    }

    @Override
    void reshape(ObjectNode container) {
        boolean privileged = container.path("HostConfig").path("Privileged").asBoolean();
        child(container, "Config").ifPresent(config -> config.put("Privileged", privileged));
        container.remove("HostConfig");
    }
}
