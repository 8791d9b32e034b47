package dev.wharf.api.http.version;

import java.util.Set;

/** 1.20: killing a container that does not run is an error; below, it is done. */
final class KillRefusesTheStopped extends Step {
    KillRefusesTheStopped() {
        super(
                new ApiVersion(1, 20),
                "Killing a container that does not run is refused.",
                Set.of(Endpoint.CONTAINER_KILL));
    }

    @Override
    Outcome outcome(Outcome outcome) {
        return outcome == Outcome.NOT_RUNNING ? Outcome.DONE : outcome;
    }
}
