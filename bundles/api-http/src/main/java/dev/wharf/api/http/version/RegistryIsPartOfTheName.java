package dev.wharf.api.http.version;

import java.util.Optional;
import java.util.Set;

/** 1.7: the registry is part of an image's name; below, it can be a parameter. */
final class RegistryIsPartOfTheName extends Step {
    RegistryIsPartOfTheName() {
        super(
                new ApiVersion(1, 7),
                "The registry of a pull is part of the name in place of a parameter.",
                Set.of(Endpoint.IMAGE_CREATE));
    }

    @Override
    RequestShape upgrade(RequestShape request) {
        Optional<String> registry = request.parameter("registry").filter(text -> !text.isEmpty());
        Optional<String> image = request.parameter("fromImage").filter(text -> !text.isEmpty());
        if (registry.isEmpty() || image.isEmpty()) {
            return request;
        }
        String host = registry.get().replaceFirst("^https?://", "").replaceFirst("/.*", "");
        return request.withParameter("fromImage", host + "/" + image.get()).withoutParameter("registry");
    }
}
