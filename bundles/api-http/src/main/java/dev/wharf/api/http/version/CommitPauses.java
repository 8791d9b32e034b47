package dev.wharf.api.http.version;

import java.util.Set;

/** 1.13: a commit pauses the container unless told otherwise; below, only when asked. */
final class CommitPauses extends Step {
    CommitPauses() {
        super(new ApiVersion(1, 13), "A commit pauses the container by default.", Set.of(Endpoint.COMMIT));
    }

    @Override
    RequestShape upgrade(RequestShape request) {
        return request.parameter("pause").isPresent() ? request : request.withParameter("pause", "0");
    }
}
