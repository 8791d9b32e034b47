package dev.wharf.engine.container;

import dev.wharf.engine.api.EngineException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Freezes and thaws containers. */
final class PauseContainer {
    private static final Logger LOG = LoggerFactory.getLogger(PauseContainer.class);

    private final Site site;
    private final Tasks tasks;

    PauseContainer(Site site) {
        this.site = site;
        tasks = new Tasks(site.drivers().execution());
    }

    /** A container that is frozen until this is closed. */
    @FunctionalInterface
    interface Frozen extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Freezes a container.
     *
     * @throws EngineException Conflict, NotRunning, Unsupported, Unavailable, Internal
     */
    void pause(LiveContainer container) {
        container.step(() -> {
            freeze(container);
            site.table().follow(container, container.run().in(ContainerState.PAUSED));
            site.events().tell(container, "pause");
        });
    }

    /**
     * Thaws a container.
     *
     * @throws EngineException Conflict, Unavailable, Internal
     */
    void unpause(LiveContainer container) {
        container.step(() -> {
            if (container.state() != ContainerState.PAUSED) {
                throw new EngineException.Conflict("Container " + container.id() + " is not paused");
            }
            tasks.thaw(container);
            site.table().follow(container, container.run().in(ContainerState.RUNNING));
            site.events().tell(container, "unpause");
        });
    }

    /**
     * Freezes a container for a while. One that does not run, or is frozen already, stays as it is. The store is not told:
     * should the daemon be killed meanwhile, the container is thawed at the next start.
     *
     * @throws EngineException Unsupported, Unavailable, Internal
     */
    Frozen frozen(LiveContainer container) {
        return container.step(() -> {
            if (container.state() != ContainerState.RUNNING || container.isDying()) {
                return () -> {};
            }
            freeze(container);
            container.become(container.run().in(ContainerState.PAUSED));
            site.events().tell(container, "pause");
            return () -> thaw(container);
        });
    }

    private void freeze(LiveContainer container) {
        switch (container.state()) {
            case PAUSED -> throw new EngineException.Conflict("Container " + container.id() + " is already paused");
            case RESTARTING -> throw new EngineException.Conflict(
                    "Container " + container.id() + " is restarting, wait until the container is running");
            case CREATED, EXITED, REMOVING, DEAD -> throw notRunning(container);
            case RUNNING -> freezeUnlessDying(container);
        }
    }

    /** With the first version of cgroups, who is frozen before a SIGKILL reached him does not end until he is thawed. */
    private void freezeUnlessDying(LiveContainer container) {
        if (container.isDying()) {
            throw notRunning(container);
        }
        tasks.freeze(container);
    }

    private static EngineException notRunning(LiveContainer container) {
        return new EngineException.NotRunning("Container " + container.id() + " is not running");
    }

    private void thaw(LiveContainer container) {
        try {
            unpause(container);
        } catch (EngineException.Conflict ignored) {
            // somebody has thawed or ended it meanwhile
        } catch (EngineException.Unavailable e) {
            container.step(() -> thawLater(container, e));
        }
    }

    /** Whoever takes the container up again thaws one that is not paused; who did so a moment ago took it for paused. */
    private void thawLater(LiveContainer container, EngineException.Unavailable absence) {
        container.become(container.run().in(ContainerState.RUNNING));
        try {
            tasks.thaw(container);
        } catch (EngineException.Conflict ignored) {
            // it was thawed, or has ended
        } catch (EngineException.Unavailable ignored) {
            LOG.warn("container {} is thawed when its driver is back: {}", container.id(), absence.getMessage());
        }
    }
}
