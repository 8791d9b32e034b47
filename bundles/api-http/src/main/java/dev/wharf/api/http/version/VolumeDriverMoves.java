package dev.wharf.api.http.version;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** 1.21: VolumeDriver is in HostConfig; below, it is (also) in Config. */
final class VolumeDriverMoves extends BodyStep {
    VolumeDriverMoves() {
        super(
                new ApiVersion(1, 21),
                "VolumeDriver moves from Config to HostConfig.",
                Set.of(Endpoint.CONTAINER_INSPECT));
    }

    @Override
    void reshape(ObjectNode container) {
        String driver = container.path("HostConfig").path("VolumeDriver").asText("");
        child(container, "Config").ifPresent(config -> config.put("VolumeDriver", driver));
    }
}
