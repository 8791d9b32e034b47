package dev.wharf.engine.container;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.root.RootUse;

/** Whether the files of a container can be worked with. */
final class UseRule {
    private UseRule() {}

    /**
     * Begins to work with the files, under the container's lock. It is neither removed nor moved until that ends.
     *
     * @throws EngineException NotFound when it was removed, Conflict when it is being removed, Unavailable when it is dead
     */
    static RootUse begin(Site site, LiveContainer container) {
        check(container);
        return site.roots().use(container.id());
    }

    /**
     * Checks the state, under the container's lock.
     *
     * @throws EngineException as {@link #begin}
     */
    static void check(LiveContainer container) {
        if (container.isGone()) {
            throw new EngineException.NotFound("no such id: " + container.id());
        }
        if (container.isLeaving() || container.state() == ContainerState.REMOVING) {
            throw new EngineException.Conflict("removal of container " + container.id() + " is already in progress");
        }
        if (container.state() == ContainerState.DEAD) {
            throw new EngineException.Unavailable("container " + container.id() + " is dead; remove it");
        }
    }
}
