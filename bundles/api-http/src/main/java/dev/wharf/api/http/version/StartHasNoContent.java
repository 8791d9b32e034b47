package dev.wharf.api.http.version;

import java.util.Set;

/** 1.4: start answers 204; below, 200 as the reference says. */
final class StartHasNoContent extends Step {
    StartHasNoContent() {
        super(new ApiVersion(1, 4), "Start answers 204 in place of 200.", Set.of(Endpoint.CONTAINER_START));
    }

    @Override
    Outcome outcome(Outcome outcome) {
        return outcome == Outcome.DONE ? Outcome.DONE_WITH_EMPTY_OK : outcome;
    }
}
