package dev.wharf.api.http.version;

import java.util.Optional;
import java.util.Set;

/**
 * 1.10: the removal of an image obeys force and noprune; below, both are ignored. Below 1.2 there was no pruning,
 * which {@link RemovalPrunes} says as {@code prune=0}.
 */
final class RemovalObeysForceAndNoprune extends Step {
    RemovalObeysForceAndNoprune() {
        super(new ApiVersion(1, 10), "The removal of an image obeys force and noprune.", Set.of(Endpoint.IMAGE_DELETE));
    }

    @Override
    RequestShape upgrade(RequestShape request) {
        RequestShape bare = request.withoutParameter("force").withoutParameter("noprune");
        boolean prunes = !request.parameter(RemovalPrunes.PRUNE).equals(Optional.of("0"));
        return prunes ? bare : bare.withoutParameter(RemovalPrunes.PRUNE).withParameter("noprune", "1");
    }
}
