package dev.wharf.api.http.version;

import java.util.Set;

/**
 * 1.7: a container that bounds a list must exist; below, an unknown one is ignored, which the parameter
 * {@code lenient} asks for.
 */
final class BoundsOfListsExist extends Step {
    BoundsOfListsExist() {
        super(
                new ApiVersion(1, 7),
                "An unknown container in before or since is an error.",
                Set.of(Endpoint.CONTAINER_LIST));
    }

    @Override
    RequestShape upgrade(RequestShape request) {
        return request.withParameter("lenient", "1");
    }
}
