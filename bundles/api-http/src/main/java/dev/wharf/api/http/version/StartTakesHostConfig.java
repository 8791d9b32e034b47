package dev.wharf.api.http.version;

import java.util.Set;

/** 1.3: start takes a host configuration; below, its body is ignored. */
final class StartTakesHostConfig extends Step {
    StartTakesHostConfig() {
        super(new ApiVersion(1, 3), "Start takes a host configuration.", Set.of(Endpoint.CONTAINER_START));
    }

    @Override
    RequestShape upgrade(RequestShape request) {
        return request.withoutBody();
    }
}
