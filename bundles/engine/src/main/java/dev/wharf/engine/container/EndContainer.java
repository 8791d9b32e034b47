package dev.wharf.engine.container;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.container.RunRecord.Outcome;
import dev.wharf.spi.exec.ExitStatus;
import dev.wharf.spi.exec.Task;
import java.time.Duration;
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
     * @param byPolicy whether the policy is asked; it is not while the daemon ends
     * @return how long to wait before a restart by policy; empty for none
     */
    Optional<Duration> run(LiveContainer container, ExitStatus status, boolean byPolicy) {
        container.execs().end();
        site.connector().release(container.id());
        finishOutputs(container);
        new MountSources(site).end(container.record());
        RunRecord run = container.run();
        Backoff backoff = byPolicy ? run.restarts().after(status.code(), ranFor(run, status)) : run.restarts();
        boolean restarts = byPolicy && restarts(container, status.code(), backoff);
        ContainerState next = restarts ? ContainerState.RESTARTING : ContainerState.EXITED;
        int kills = container.kills().getAndSet(0);
        boolean knew = run.outcome().outOfMemory();
        Outcome outcome = new Outcome(status.code(), "", status.outOfMemory() || knew || kills > 0);
        Optional<HeldTask> held = container.held();
        boolean stored = site.table()
                .follow(container, run.ended(next, outcome, status.at()).counted(run.restartCount(), backoff));
        container.letGo();
        tell(container, status, status.outOfMemory() && !knew ? Math.max(kills, 1) : kills);
        if (stored) { // else the status is told by the task at the next start of the daemon
            held.ifPresent(task -> delete(container, task));
        }
        return restarts ? Optional.of(backoff.delay()) : Optional.empty();
    }

    private void tell(LiveContainer container, ExitStatus status, int kills) {
        for (int kill = 0; kill < kills; kill++) {
            site.events().tell(container, "oom");
        }
        site.events().die(container, status.code());
        site.timer().execute(container.exits().completion(status.code()));
    }

    private static Duration ranFor(RunRecord run, ExitStatus status) {
        return Duration.between(run.startedAt().orElse(status.at()), status.at());
    }

    private static boolean restarts(LiveContainer container, int exitCode, Backoff backoff) {
        return !container.run().stoppedByHand()
                && !container.isLeaving()
                && RestartRule.restarts(container.record().hostConfig().restartPolicy(), exitCode, backoff);
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
    private void delete(LiveContainer container, HeldTask held) {
        try {
            site.drivers().execution().call(container.record().execDriver(), driver -> {
                held.in(driver).ifPresent(Task::delete);
                return Boolean.TRUE;
            });
        } catch (EngineException e) {
            LOG.warn("task of container {}: {}", container.id(), e.getMessage());
        }
    }
}
