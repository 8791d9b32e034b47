package dev.wharf.api.http.version;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** 1.21: inspect tells each network of a container; below, one network at the top with its id. */
final class NetworksInInspect extends BodyStep {
    NetworksInInspect() {
        super(
                new ApiVersion(1, 21),
                "Inspect tells each network of a container, and no ports as {} in place of null.",
                Set.of(Endpoint.CONTAINER_INSPECT));
    }

    @Override
    void reshape(ObjectNode container) {
        child(container, "NetworkSettings").ifPresent(settings -> {
            settings.put(
                    "NetworkID",
                    settings.path("Networks").path("bridge").path("NetworkID").asText(""));
            settings.remove("Networks");
            if (settings.path("Ports").isEmpty()) {
                settings.putNull("Ports");
            }
        });
    }
}
