package dev.wharf.engine.exec;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.container.LiveContainer;

/** Whether an exec can be made or started in a container, and what to say when it can't. */
final class ExecRule {
    private ExecRule() {}

    /**
     * Checks the state of a container, under its lock. The messages are those of Docker 20.10, daemon/errors.go.
     *
     * @param name as the client wrote it
     * @throws EngineException NotFound when it was removed, NotRunning, Conflict
     */
    static void check(LiveContainer container, String name) {
        if (container.isGone()) {
            throw new EngineException.NotFound("no such id: " + name);
        }
        switch (container.state()) {
            case RUNNING -> {
                // free to run execs
            }
            case PAUSED -> throw new EngineException.Conflict(
                    "Container " + name + " is paused, unpause the container before exec");
            case RESTARTING -> throw new EngineException.Conflict(
                    "Container " + container.id() + " is restarting, wait until the container is running");
            case CREATED, EXITED, REMOVING, DEAD -> throw notRunning(container);
        }
    }

    static EngineException notRunning(LiveContainer container) {
        return new EngineException.NotRunning("Container " + container.id() + " is not running");
    }
}
