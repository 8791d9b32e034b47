package dev.wharf.api.http.version;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** 1.4: PortMapping is split by protocol; below, it is flat. */
final class PortMappingByProtocol extends BodyStep {
    PortMappingByProtocol() {
        super(new ApiVersion(1, 4), "PortMapping is split by protocol.", Set.of(Endpoint.CONTAINER_INSPECT));
    }

    @Override
    void reshape(ObjectNode container) {
        child(container, "NetworkSettings").ifPresent(settings -> {
            JsonNode nested = settings.path("PortMapping");
            ObjectNode flat = settings.objectNode();
            nested.path("Udp").properties().forEach(port -> flat.set(port.getKey(), port.getValue()));
            nested.path("Tcp").properties().forEach(port -> flat.set(port.getKey(), port.getValue()));
            settings.set("PortMapping", flat);
        });
    }
}
