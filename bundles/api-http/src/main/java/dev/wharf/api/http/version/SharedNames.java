package dev.wharf.api.http.version;

import java.util.List;
import java.util.Set;

/**
 * 1.4 alone: inspecting what is both a container and an image is refused, which the parameter {@code unshared} asks
 * for. From 1.5 on, and below 1.4, each kind is looked up on its own.
 */
final class SharedNames extends Step {
    private static final String UNSHARED = "unshared";

    private final String value;

    private SharedNames(ApiVersion since, String change, String value) {
        super(since, change, Set.of(Endpoint.CONTAINER_INSPECT, Endpoint.IMAGE_INSPECT));
        this.value = value;
    }

    /** Its coming and its going. */
    static List<Step> all() {
        return List.of(
                new SharedNames(
                        new ApiVersion(1, 5), "Inspect does not mind a name of both a container and an image.", "1"),
                new SharedNames(new ApiVersion(1, 4), "Inspect refuses a name of both a container and an image.", "0"));
    }

    @Override
    RequestShape upgrade(RequestShape request) {
        return request.parameter(UNSHARED).isPresent() ? request : request.withParameter(UNSHARED, value);
    }
}
