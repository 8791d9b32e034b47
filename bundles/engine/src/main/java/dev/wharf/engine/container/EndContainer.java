package dev.wharf.engine.container;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.container.RunRecord.Outcome;
import dev.wharf.spi.exec.ExitStatus;
import dev.wharf.spi.exec.Task;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does what the end of a run asks for, under the container's lock. */
final class EndContainer {
    private static final Logger LOG = LoggerFactory.getLogger(EndContainer.class);
    private static final int KILLED = 137;

    private final Site site;

    EndContainer(Site site) {
        this.site = site;
    }

    /** The status of a container whose end nobody saw: as if killed, now. */
    ExitStatus unknown() {
        return new ExitStatus(KILLED, OptionalInt.of(9), false, site.clock().instant());
    }

    /**
     * Collects the last output, records the end, tells it, and lets go of the task.
     *
     * @return how long to wait before a restart by policy; empty for none
     */
    Optional<Duration> run(LiveContainer container, ExitStatus status) {
        finishOutputs(container);
        Optional<Duration> delay = restartDelay(container, status);
        ContainerState next = delay.isPresent() ? ContainerState.RESTARTING : ContainerState.EXITED;
        Outcome outcome = new Outcome(status.code(), "", status.outOfMemory());
        RunRecord ended = container.run().ended(next, outcome, status.at());
        Optional<Task> task = container.task();
        boolean stored = site.table().follow(container, ended);
        container.letGo();
        tell(container, status);
        if (stored) { // else the status is told by the task at the next start of the daemon
            task.ifPresent(old -> delete(container, old));
        }
        return delay;
    }

    private void tell(LiveContainer container, ExitStatus status) {
        if (status.outOfMemory()) {
            site.events().tell(container, "oom");
        }
        site.events().die(container, status.code());
        site.timer().execute(container.exits().completion(status.code()));
    }

    private Optional<Duration> restartDelay(LiveContainer container, ExitStatus status) {
        RunRecord run = container.run();
        Instant started = run.startedAt().orElse(status.at());
        Optional<Duration> delay = container.restartDelay(status.code(), Duration.between(started, status.at()));
        return run.stoppedByHand() || container.isLeaving() ? Optional.empty() : delay;
    }

    /** A log that cannot be completed does not keep the container from ending. */
    private void finishOutputs(LiveContainer container) {
        try {
            site.outputs().finish(container.id());
        } catch (EngineException e) {
            LOG.warn("last output of container {}: {}", container.id(), e.getMessage());
        }
    }

    /** What is left of a task is swept at the next start of the daemon. */
    private void delete(LiveContainer container, Task task) {
        try {
            site.drivers().execution().call(container.record().execDriver(), driver -> {
                task.delete();
                return Boolean.TRUE;
            });
        } catch (EngineException e) {
            LOG.warn("task of container {}: {}", container.id(), e.getMessage());
        }
    }
}
