package dev.wharf.api.http.version;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * 1.12: the keys of an image are in camel case; below, in snake case, those without a value are left out, and
 * VirtualSize and the graph driver are not known. The keys inside of configurations are in camel case always.
 */
final class ImageKeysInCamelCase extends BodyStep {
    private static final List<Map.Entry<String, String>> KEYS = List.of(
            Map.entry("id", "Id"),
            Map.entry("parent", "Parent"),
            Map.entry("comment", "Comment"),
            Map.entry("created", "Created"),
            Map.entry("container", "Container"),
            Map.entry("container_config", "ContainerConfig"),
            Map.entry("docker_version", "DockerVersion"),
            Map.entry("author", "Author"),
            Map.entry("config", "Config"),
            Map.entry("architecture", "Architecture"),
            Map.entry("os", "Os"),
            Map.entry("Size", "Size"));

    ImageKeysInCamelCase() {
        super(
                new ApiVersion(1, 12),
                "The keys of an image are in camel case in place of snake case.",
                Set.of(Endpoint.IMAGE_INSPECT));
    }

    @Override
    void reshape(ObjectNode image) {
        ObjectNode newest = image.deepCopy();
        image.removeAll();
        KEYS.forEach(key -> {
            JsonNode value = newest.path(key.getValue());
            if (!isNothing(value)) {
                image.set(key.getKey(), value);
            }
        });
    }

    private static boolean isNothing(JsonNode value) {
        boolean empty = value.isTextual() && value.textValue().isEmpty();
        return empty || value.isMissingNode() || value.isNull();
    }
}
