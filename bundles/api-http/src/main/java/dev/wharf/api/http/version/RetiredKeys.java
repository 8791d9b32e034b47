package dev.wharf.api.http.version;

import static dev.wharf.api.http.version.Endpoint.CONTAINER_INSPECT;
import static dev.wharf.api.http.version.Endpoint.CONTAINER_LIST;
import static dev.wharf.api.http.version.Endpoint.IMAGE_INSPECT;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A key is no longer told, or no longer when it is empty; clients below get it with the value that stands for none. */
final class RetiredKeys extends BodyStep {
    private static final JsonNode NULL = JsonNodeFactory.instance.nullNode();
    private static final JsonNode FALSE = JsonNodeFactory.instance.booleanNode(false);
    private static final JsonNode ZERO = JsonNodeFactory.instance.numberNode(0);
    private static final JsonNode EMPTY = JsonNodeFactory.instance.textNode("");

    private final String parent;
    private final String key;
    private final JsonNode value;

    private RetiredKeys(ApiVersion since, Endpoint endpoint, String path, JsonNode value) {
        super(since, path + " is not told when there is none.", Set.of(endpoint));
        int slash = path.indexOf('/');
        this.parent = path.substring(0, Math.max(slash, 0));
        this.key = path.substring(slash + 1);
        this.value = value;
    }

    /** All keys that older clients expect. */
    static List<Step> all() {
        return List.of(
                new RetiredKeys(new ApiVersion(1, 21), CONTAINER_INSPECT, "Config/ExposedPorts", NULL),
                new RetiredKeys(new ApiVersion(1, 21), CONTAINER_INSPECT, "Config/MacAddress", EMPTY),
                new RetiredKeys(new ApiVersion(1, 21), CONTAINER_INSPECT, "Config/NetworkDisabled", FALSE),
                new RetiredKeys(new ApiVersion(1, 21), CONTAINER_INSPECT, "NetworkSettings/PortMapping", NULL),
                new RetiredKeys(new ApiVersion(1, 21), IMAGE_INSPECT, "Config/ExposedPorts", NULL),
                new RetiredKeys(new ApiVersion(1, 21), IMAGE_INSPECT, "Config/MacAddress", EMPTY),
                new RetiredKeys(new ApiVersion(1, 21), IMAGE_INSPECT, "Config/NetworkDisabled", FALSE),
                new RetiredKeys(new ApiVersion(1, 20), CONTAINER_INSPECT, "Config/PortSpecs", NULL),
                new RetiredKeys(new ApiVersion(1, 17), CONTAINER_INSPECT, "SysInitPath", EMPTY),
                new RetiredKeys(new ApiVersion(1, 12), CONTAINER_INSPECT, "State/Ghost", FALSE),
                new RetiredKeys(new ApiVersion(1, 12), CONTAINER_LIST, "SizeRw", ZERO),
                new RetiredKeys(new ApiVersion(1, 12), CONTAINER_LIST, "SizeRootFs", ZERO));
    }

    @Override
    void reshape(ObjectNode object) {
        Optional<ObjectNode> place = parent.isEmpty() ? Optional.of(object) : child(object, parent);
        place.filter(found -> !found.has(key)).ifPresent(found -> found.set(key, value));
    }
}
