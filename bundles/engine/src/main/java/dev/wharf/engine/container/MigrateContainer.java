package dev.wharf.engine.container;

import dev.wharf.drivers.Drivers;
import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.image.ContainerLayers;
import dev.wharf.spi.graph.GraphDriver;
import dev.wharf.spi.graph.SnapshotKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves a container to another graph driver. It is there as soon as its record says so; the copy in the other driver, which
 * a crash may leave, is swept when that driver arrives.
 */
final class MigrateContainer {
    private static final Logger LOG = LoggerFactory.getLogger(MigrateContainer.class);

    private final Site site;
    private final ContainerLayers layers;

    MigrateContainer(Site site, ContainerLayers layers) {
        this.site = site;
        this.layers = layers;
    }

    /**
     * Moves the container. Its lock is held throughout, so that who wants to start it waits.
     *
     * @throws EngineException NotFound for the driver, Conflict when the container runs or its files are in use,
     *     Unavailable, Internal; it is then where it was
     */
    void run(LiveContainer container, String target) {
        container.step(() -> {
            UseRule.check(container);
            String origin = container.record().graphDriver();
            if (!drivers().names().contains(target)) {
                throw new EngineException.NotFound("no graph driver \"" + target + "\" serves");
            }
            if (!origin.equals(target)) {
                refuseBusy(container);
                move(container, target);
                removeOld(container, origin);
            }
        });
    }

    private void refuseBusy(LiveContainer container) {
        if (container.state().isRunning()) {
            throw new EngineException.Conflict("Conflict, You cannot migrate a running container. Stop the container "
                    + container.id() + " before");
        }
        if (site.roots().isUsed(container.id())) {
            throw new EngineException.Conflict("Conflict, cannot migrate container " + container.id()
                    + ": its files are being copied or committed");
        }
        site.roots().unmount(container.id());
    }

    private void move(LiveContainer container, String target) {
        ContainerRecord record = container.record();
        drivers().lease(record.graphDriver()).close(); // fails while it is away
        remove(record.id(), target); // what an earlier attempt left, as no record names it
        try (Steps steps = new Steps()) {
            layers.carry(record.snapshot(), target);
            steps.made(() -> remove(record.id(), target));
            site.table().update(container, record.movedTo(target));
            steps.keep();
        }
    }

    private void removeOld(LiveContainer container, String origin) {
        try {
            remove(container.id(), origin);
        } catch (EngineException e) {
            LOG.warn(
                    "what container {} left in graph driver {} is swept later: {}",
                    container.id(),
                    origin,
                    e.getMessage());
        }
    }

    private void remove(String id, String driver) {
        drivers().call(driver, graph -> {
            graph.remove(new SnapshotKey(id));
            return Boolean.TRUE;
        });
    }

    private Drivers<GraphDriver> drivers() {
        return site.drivers().graph();
    }
}
