package dev.wharf.api.http.version;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;

/** 1.6: inspect tells published ports as Ports; below, PortMapping has public port by private port and protocol. */
final class PortsReplacePortMapping extends BodyStep {
    PortsReplacePortMapping() {
        super(
                new ApiVersion(1, 6),
                "Inspect tells published ports as Ports in place of PortMapping.",
                Set.of(Endpoint.CONTAINER_INSPECT));
    }

    @Override
    void reshape(ObjectNode container) {
        child(container, "NetworkSettings").ifPresent(settings -> {
            ObjectNode mapping = settings.objectNode();
            mapping.putObject("Tcp");
            mapping.putObject("Udp");
            for (Map.Entry<String, JsonNode> port : settings.path("Ports").properties()) {
                JsonNode published = port.getValue().path(0).path("HostPort");
                if (published.isTextual()) {
                    add(mapping, port.getKey(), published.textValue());
                }
            }
            settings.set("PortMapping", mapping);
        });
    }

    private static void add(ObjectNode mapping, String port, String published) {
        int slash = port.indexOf('/');
        String number = slash < 0 ? port : port.substring(0, slash);
        mapping.withObjectProperty(port.endsWith("/udp") ? "Udp" : "Tcp").put(number, published);
    }
}
