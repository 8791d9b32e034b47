package dev.wharf.api.http.version;

import java.util.Set;

/** 1.13: start and stop tell that there was nothing to do; below, that is done. */
final class NothingToDoIsTold extends Step {
    NothingToDoIsTold() {
        super(
                new ApiVersion(1, 13),
                "Starting what runs and stopping what does not answers 304.",
                Set.of(Endpoint.CONTAINER_START, Endpoint.CONTAINER_STOP));
    }

    @Override
    Outcome outcome(Outcome outcome) {
        return outcome == Outcome.NOT_MODIFIED ? Outcome.DONE : outcome;
    }
}
