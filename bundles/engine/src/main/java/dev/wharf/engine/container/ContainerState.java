package dev.wharf.engine.container;

import dev.wharf.engine.api.container.ContainerStatus.Phase;
import java.util.EnumSet;
import java.util.Set;

/** The states of a container and the legal steps between them. */
public enum ContainerState {
    /** Never started. */
    CREATED(Phase.CREATED),
    /** Its first process runs. */
    RUNNING(Phase.RUNNING),
    /** Its processes are frozen. */
    PAUSED(Phase.PAUSED),
    /** It ended and will be started again. */
    RESTARTING(Phase.RESTARTING),
    /** It ended. */
    EXITED(Phase.EXITED),
    /** It is being removed. */
    REMOVING(Phase.REMOVING),
    /** Its removal failed. */
    DEAD(Phase.DEAD);

    private final Phase phase;

    ContainerState(Phase phase) {
        this.phase = phase;
    }

    /** The state as clients see it. */
    public Phase phase() {
        return phase;
    }

    /** Whether the API calls it running: also while it is paused or waits to be restarted. */
    public boolean isRunning() {
        return hasProcess() || this == RESTARTING;
    }

    /** Whether its first process exists. */
    public boolean hasProcess() {
        return this == RUNNING || this == PAUSED;
    }

    /** Whether it can be started by hand. */
    public boolean canStart() {
        return this == CREATED || this == EXITED;
    }

    /** Whether it can be removed as it is. */
    public boolean canRemove() {
        return this == CREATED || this == EXITED || this == DEAD || this == REMOVING;
    }

    /** Whether a step leads from this state to another. */
    public boolean leadsTo(ContainerState next) {
        return successors().contains(next);
    }

    /**
     * The next state.
     *
     * @throws IllegalStateException when no step leads there, which is a fault of the engine
     */
    ContainerState to(ContainerState next) {
        if (!leadsTo(next)) {
            throw new IllegalStateException("no step from " + this + " to " + next);
        }
        return next;
    }

    /** A failed start leads from a state to itself. */
    private Set<ContainerState> successors() {
        return switch (this) {
            case CREATED -> EnumSet.of(CREATED, RUNNING, REMOVING);
            case RUNNING -> EnumSet.of(PAUSED, RESTARTING, EXITED);
            case PAUSED -> EnumSet.of(RUNNING, RESTARTING, EXITED);
            case RESTARTING -> EnumSet.of(RUNNING, RESTARTING, EXITED);
            case EXITED -> EnumSet.of(RUNNING, RESTARTING, EXITED, REMOVING);
            case REMOVING, DEAD -> EnumSet.of(REMOVING, DEAD);
        };
    }
}
