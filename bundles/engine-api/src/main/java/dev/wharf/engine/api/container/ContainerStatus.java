package dev.wharf.engine.api.container;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * Where a container is in its life.
 *
 * @param phase the state
 * @param pid process id of the first process as the host sees it; 0 when there is none
 * @param exitCode of the last run
 * @param error of the last start; empty for none
 * @param outOfMemory whether the last run was ended for lack of memory
 * @param startedAt of the last start
 * @param finishedAt of the last end
 */
public record ContainerStatus(
        Phase phase,
        int pid,
        int exitCode,
        String error,
        boolean outOfMemory,
        Optional<Instant> startedAt,
        Optional<Instant> finishedAt) {

    /** The states of a container. */
    public enum Phase {
        /** Never started. */
        CREATED,
        /** Its first process runs. */
        RUNNING,
        /** Its processes are frozen. */
        PAUSED,
        /** It ended and will be started again. */
        RESTARTING,
        /** It ended. */
        EXITED,
        /** It is being removed. */
        REMOVING,
        /** Its removal failed. */
        DEAD
    }

    /** Checks all parts. */
    public ContainerStatus {
        requireNonNull(phase, "phase");
        requireNonNull(error, "error");
        requireNonNull(startedAt, "startedAt");
        requireNonNull(finishedAt, "finishedAt");
    }

    /** Whether the API calls it running: also while it is paused or waits to be restarted. */
    public boolean isRunning() {
        return phase == Phase.RUNNING || phase == Phase.PAUSED || phase == Phase.RESTARTING;
    }
}
