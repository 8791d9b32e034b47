package dev.wharf.api.http.version;

import java.util.Set;

/** 1.12: a build removes its intermediate containers by default, and knows forcerm; below, only when asked. */
final class BuildRemovesIntermediates extends Step {
    BuildRemovesIntermediates() {
        super(
                new ApiVersion(1, 12),
                "A build removes intermediate containers by default, and knows forcerm.",
                Set.of(Endpoint.BUILD));
    }

    @Override
    RequestShape upgrade(RequestShape request) {
        RequestShape known = request.withoutParameter("forcerm");
        return known.parameter("rm").isPresent() ? known : known.withParameter("rm", "0");
    }
}
