package dev.wharf.engine.container;

import dev.wharf.engine.api.EngineException;
import dev.wharf.spi.exec.OutOfMemoryNotices;
import dev.wharf.spi.exec.Task;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells when the kernel kills processes of containers for lack of memory: each time once. What comes too late for that,
 * and what a driver without notices knows, is told at the end of the run.
 */
final class OutOfMemoryKills {
    private static final Logger LOG = LoggerFactory.getLogger(OutOfMemoryKills.class);

    private final Site site;
    private final Tasks tasks;

    OutOfMemoryKills(Site site) {
        this.site = site;
        tasks = new Tasks(site.drivers().execution());
    }

    /** Listens to the task of a container, under the container's lock. */
    void watch(LiveContainer container, Task task) {
        try {
            tasks.call(container, current -> current.as(OutOfMemoryNotices.class)
                    .ifPresent(notices -> notices.onOutOfMemory(() -> noticed(container, task))));
        } catch (EngineException.NotFound ignored) {
            // it has ended, and its end tells of the kills
        } catch (EngineException e) {
            LOG.warn(
                    "kills of container {} for lack of memory are told at its end: {}", container.id(), e.getMessage());
        }
    }

    private void noticed(LiveContainer container, Task task) {
        if (container.isIn(task)) {
            container.kills().incrementAndGet();
            site.timer().execute(() -> container.step(() -> tell(container)));
        }
    }

    /** Does nothing when the end of the run was faster and has told it. */
    private void tell(LiveContainer container) {
        int kills = container.state().hasProcess() ? container.kills().getAndSet(0) : 0;
        if (kills > 0) {
            site.table().follow(container, container.run().outOfMemory());
        }
        for (int kill = 0; kill < kills; kill++) {
            site.events().tell(container, "oom");
        }
    }
}
