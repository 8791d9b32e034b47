package dev.wharf.engine.container;

import dev.wharf.engine.api.EngineException;

/** Whether a container can be started by hand, and what to say when it can't. */
final class StartRule {
    private StartRule() {}

    /**
     * Checks the state.
     *
     * @throws EngineException NotFound when it was removed, NotModified when it runs, Conflict otherwise
     */
    static void check(LiveContainer container) {
        if (container.isGone()) {
            throw new EngineException.NotFound("no such id: " + container.id());
        }
        if (container.isLeaving()) {
            throw beingRemoved();
        }
        switch (container.state()) {
            case RUNNING, RESTARTING -> throw new EngineException.NotModified("Container already started");
            case PAUSED -> throw new EngineException.Conflict("Cannot start a paused container, try unpause instead.");
            case REMOVING, DEAD -> throw beingRemoved();
            case CREATED, EXITED -> {
                // free to start
            }
        }
    }

    private static EngineException beingRemoved() {
        return new EngineException.Conflict("Container is marked for removal and cannot be started.");
    }
}
