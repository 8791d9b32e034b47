package dev.wharf.api.http.version;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import java.util.TreeSet;

/** 1.5: the list of containers tells ports as objects; below, published ones as a text for people. */
final class PortsAsList extends BodyStep {
    PortsAsList() {
        super(
                new ApiVersion(1, 5),
                "The list of containers tells ports as objects in place of a text.",
                Set.of(Endpoint.CONTAINER_LIST));
    }

    @Override
    void reshape(ObjectNode row) {
        Set<String> published = new TreeSet<>();
        for (JsonNode port : row.path("Ports")) {
            if (port.path("PublicPort").asInt() > 0) {
                published.add(text(port));
            }
        }
        row.put("Ports", String.join(", ", published));
    }

    private static String text(JsonNode port) {
        String both = port.path("PublicPort").asInt() + "->"
                + port.path("PrivatePort").asInt();
        String protocol = port.path("Type").asText("tcp");
        return protocol.equals("tcp") ? both : both + "/" + protocol;
    }
}
