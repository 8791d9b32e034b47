package dev.wharf.api.http.version;

import static dev.wharf.api.http.version.Endpoint.CONTAINER_INSPECT;
import static dev.wharf.api.http.version.Endpoint.CONTAINER_LIST;
import static dev.wharf.api.http.version.Endpoint.IMAGE_HISTORY;
import static dev.wharf.api.http.version.Endpoint.IMAGE_INSPECT;
import static dev.wharf.api.http.version.Endpoint.IMAGE_LIST;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Keys came to an answer; clients below do not get them. */
final class AddedKeys extends BodyStep {
    private final String parent;
    private final List<String> keys;

    private AddedKeys(ApiVersion since, Endpoint endpoint, String parent, List<String> keys) {
        super(since, "The answer tells " + String.join(", ", keys) + ".", Set.of(endpoint));
        this.parent = parent;
        this.keys = keys;
    }

    /** All additions that are hidden from older clients. Others are harmless, and were not hidden by Docker either. */
    static List<Step> all() {
        return List.of(
                new AddedKeys(new ApiVersion(1, 21), CONTAINER_INSPECT, "State", List.of("Status")),
                new AddedKeys(new ApiVersion(1, 21), CONTAINER_LIST, "", List.of("ImageID")),
                new AddedKeys(new ApiVersion(1, 21), IMAGE_INSPECT, "", List.of("RepoTags", "RepoDigests")),
                new AddedKeys(new ApiVersion(1, 20), CONTAINER_LIST, "", List.of("HostConfig")),
                new AddedKeys(new ApiVersion(1, 18), IMAGE_LIST, "", List.of("RepoDigests")),
                new AddedKeys(new ApiVersion(1, 7), CONTAINER_LIST, "", List.of("Names")),
                new AddedKeys(new ApiVersion(1, 2), CONTAINER_LIST, "", List.of("SizeRw", "SizeRootFs")),
                new AddedKeys(new ApiVersion(1, 2), IMAGE_LIST, "", List.of("Size", "VirtualSize")),
                new AddedKeys(new ApiVersion(1, 2), IMAGE_INSPECT, "", List.of("Size")),
                new AddedKeys(new ApiVersion(1, 2), IMAGE_HISTORY, "", List.of("Tags")));
    }

    @Override
    void reshape(ObjectNode object) {
        Optional<ObjectNode> place = parent.isEmpty() ? Optional.of(object) : child(object, parent);
        place.ifPresent(found -> found.remove(keys));
    }
}
