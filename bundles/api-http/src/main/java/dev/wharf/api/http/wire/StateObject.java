package dev.wharf.api.http.wire;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.wharf.engine.api.container.ContainerStatus;
import dev.wharf.engine.api.container.ContainerStatus.Phase;

/** The state of a container as inspect tells it; keys and order of Docker 1.9.1, api/types/types.go. */
record StateObject(
        String status,
        boolean running,
        boolean paused,
        boolean restarting,
        @JsonProperty("OOMKilled") boolean oomKilled,
        boolean dead,
        int pid,
        int exitCode,
        String error,
        String startedAt,
        String finishedAt) {

    static StateObject of(ContainerStatus status) {
        return new StateObject(
                word(status.phase()),
                status.isRunning(),
                status.phase() == Phase.PAUSED,
                status.phase() == Phase.RESTARTING,
                status.outOfMemory(),
                status.phase() == Phase.DEAD,
                status.pid(),
                status.exitCode(),
                status.error(),
                Times.text(status.startedAt()),
                Times.text(status.finishedAt()));
    }

    /** The word for a phase; the versions that are served have none for a removal under way. */
    private static String word(Phase phase) {
        return switch (phase) {
            case CREATED -> "created";
            case RUNNING -> "running";
            case PAUSED -> "paused";
            case RESTARTING -> "restarting";
            case EXITED, REMOVING -> "exited";
            case DEAD -> "dead";
        };
    }
}
