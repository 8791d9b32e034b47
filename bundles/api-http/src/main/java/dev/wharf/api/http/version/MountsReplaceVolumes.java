package dev.wharf.api.http.version;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** 1.20: inspect has a list of mounts; below, maps from destination to source and to whether it can be written. */
final class MountsReplaceVolumes extends BodyStep {
    MountsReplaceVolumes() {
        super(
                new ApiVersion(1, 20),
                "Inspect tells Mounts in place of Volumes and VolumesRW.",
                Set.of(Endpoint.CONTAINER_INSPECT));
    }

    @Override
    void reshape(ObjectNode container) {
        ObjectNode volumes = container.objectNode();
        ObjectNode writable = container.objectNode();
        for (JsonNode mount : container.path("Mounts")) {
            String destination = mount.path("Destination").asText();
            volumes.put(destination, mount.path("Source").asText());
            writable.put(destination, mount.path("RW").asBoolean());
        }
        container.remove("Mounts");
        container.set("Volumes", volumes);
        container.set("VolumesRW", writable);
    }
}
