package dev.wharf.api.http.version;

import java.util.Set;

/** 1.14: a forced removal kills at once; below, it asks the container to stop first ({@code graceful}). */
final class ForceKillsAtOnce extends Step {
    ForceKillsAtOnce() {
        super(
                new ApiVersion(1, 14),
                "A forced removal of a container kills it at once in place of stopping it.",
                Set.of(Endpoint.CONTAINER_DELETE));
    }

    @Override
    RequestShape upgrade(RequestShape request) {
        return request.withParameter("graceful", "1");
    }
}
