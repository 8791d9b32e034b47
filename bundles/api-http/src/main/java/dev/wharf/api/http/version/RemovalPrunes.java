package dev.wharf.api.http.version;

import java.util.Set;

/** 1.2: the removal of an image takes untagged parents with it and tells what went; below, neither. */
final class RemovalPrunes extends Step {
    static final String PRUNE = "prune";

    RemovalPrunes() {
        super(
                new ApiVersion(1, 2),
                "The removal of an image removes untagged parents, and answers with a list of what it did.",
                Set.of(Endpoint.IMAGE_DELETE));
    }

    @Override
    RequestShape upgrade(RequestShape request) {
        return request.withParameter(PRUNE, "0");
    }

    @Override
    Outcome outcome(Outcome outcome) {
        return outcome == Outcome.DONE ? Outcome.DONE_WITHOUT_CONTENT : outcome;
    }
}
