package dev.wharf.api.http.version;

import java.util.Set;

/** 1.3: the list of containers tells sizes when asked; below, always. */
final class SizesOnDemand extends Step {
    SizesOnDemand() {
        super(new ApiVersion(1, 3), "The list of containers tells sizes on demand.", Set.of(Endpoint.CONTAINER_LIST));
    }

    @Override
    RequestShape upgrade(RequestShape request) {
        return request.withParameter("size", "1");
    }
}
