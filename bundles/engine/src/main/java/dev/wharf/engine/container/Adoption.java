package dev.wharf.engine.container;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.check.Signals;
import dev.wharf.spi.exec.Task;
import dev.wharf.spi.exec.TaskId;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings containers, their records and their tasks together again, one container at a time. Thread-safe. */
@Component(service = Adoption.class)
public final class Adoption {
    private static final Logger LOG = LoggerFactory.getLogger(Adoption.class);

    private final Supervisor supervisor;
    private final Site site;
    private final Tasks tasks;

    /** For the containers of a supervisor. */
    @Activate
    public Adoption(@Reference Supervisor supervisor) {
        this.supervisor = supervisor;
        site = supervisor.site();
        tasks = new Tasks(site.drivers().execution());
    }

    /**
     * Takes up a container that ran when the daemon or its driver went away: it is watched again, or its end is recorded.
     * Does nothing for one that is watched and connected.
     *
     * @throws EngineException Unavailable while its log driver is away; it can be repeated
     */
    public void adopt(LiveContainer container) {
        container.step(() -> {
            if (container.state().hasProcess() && !isWatched(container)) {
                takeUp(container);
            } else if (container.state().hasProcess()) {
                site.connector().recover(container);
            }
        });
    }

    /**
     * Finds out whether a container was started that the daemon was about to start when it was killed. Does nothing for any other.
     *
     * @return whether it was; false for any other
     * @throws EngineException as {@link #adopt}
     */
    public boolean resolve(LiveContainer container) {
        Optional<Instant> doubtful = container.run().startedAt();
        if (!container.isInDoubt()) {
            return false;
        }
        adopt(container);
        return doubtful.isPresent() && container.run().startedAt().equals(doubtful);
    }

    /** Does the same as far as it can be done now. */
    void resolveQuietly(LiveContainer container) {
        try {
            boolean ignored = resolve(container);
        } catch (EngineException e) {
            LOG.debug("whether container {} was started is not known yet: {}", container.id(), e.getMessage());
        }
    }

    /**
     * Takes up a container whose driver has come, also when that is another version than the one it was watched by.
     *
     * @throws EngineException as {@link #adopt}
     */
    public void renew(LiveContainer container) {
        container.step(() -> {
            if (container.held().filter(held -> !isServing(container, held)).isPresent()) {
                container.letGo();
            }
            adopt(container);
        });
    }

    /**
     * Does the same unless another step is being made with the container at this moment.
     *
     * @return whether it did
     * @throws EngineException as {@link #adopt}
     */
    public boolean renewIfFree(LiveContainer container) {
        return container.stepIfFree(() -> renew(container));
    }

    private boolean isServing(LiveContainer container, HeldTask held) {
        return site.drivers().execution().call(container.record().execDriver(), held::isOf);
    }

    /** Whether the end of a container that runs is being waited for. */
    public boolean isWatched(LiveContainer container) {
        return container.held().isPresent() && supervisor.watches(container);
    }

    /** Whether networks know a container, or need not know it. */
    public boolean isConnected(LiveContainer container) {
        return !container.state().hasProcess() || site.connector().knows(container);
    }

    /** Lets networks know a container that goes on to run, whatever becomes of its driver. */
    public void claim(LiveContainer container) {
        container.step(() -> {
            if (container.state().hasProcess()) {
                site.connector().claim(container);
            }
        });
    }

    /** All that run were claimed, as far as they can be: others may take addresses and ports. */
    public void claimed() {
        site.connector().claimed();
        site.connector().complete();
    }

    /** All containers that run have been taken up: what networks have for others goes. */
    public void settle() {
        site.connector().recovered();
    }

    private void takeUp(LiveContainer container) {
        ContainerRecord record = container.record();
        site.outputs()
                .recover(Outputs.of(record, site.table().settings()), () -> StartContainer.closeStdin(site, container));
        TaskId id = new TaskId(record.id());
        site.drivers()
                .execution()
                .call(record.execDriver(), driver -> driver.recover(id).map(task -> new HeldTask(driver, id, task)))
                .ifPresentOrElse(held -> resume(container, held), () -> lose(container));
    }

    /** What a driver does not know has ended, unless the first process is still there: then the driver is at fault. */
    private void lose(LiveContainer container) {
        RunRecord run = container.run();
        if (run.startedAt().filter(at -> FirstProcess.isThere(run.pid(), at)).isPresent()) {
            throw new EngineException.Unavailable(
                    "execution driver \"" + container.record().execDriver() + "\" does not know container "
                            + container.id() + ", though its process " + run.pid() + " runs");
        }
        supervisor.finish(container, supervisor.unknownEnd());
    }

    /**
     * Forgets the task of a container whose driver goes away; the container runs on. Where somebody is making a step, the task
     * is found to be old when it is used, or renewed.
     */
    public void detach(LiveContainer container) {
        boolean ignored = container.stepIfFree(container::letGo);
    }

    /**
     * Starts a container that its policy wants to run with the daemon, and one that was waiting to be restarted. Removes
     * one that was to be removed when it ended.
     */
    public void startWithDaemon(LiveContainer container) {
        container.step(() -> {
            boolean wanted = container.run().startedAt().isPresent()
                    && RestartRule.restartsWithDaemon(
                            container.record().hostConfig().restartPolicy(), container.run());
            if (container.state() == ContainerState.EXITED && wanted) {
                site.table().update(container, container.run().in(ContainerState.RESTARTING));
            } else if (container.state() == ContainerState.EXITED) {
                supervisor.removeIfAsked(container);
            }
            supervisor.restart(container);
        });
        supervisor.names().follow(container);
    }

    /**
     * Completes a removal that a crash interrupted.
     *
     * @throws EngineException Unavailable, Internal; the container is dead then
     */
    public void completeRemoval(LiveContainer container) {
        supervisor.remove().complete(container);
    }

    /** Ends a task that no running container has, such as one whose start a crash interrupted. */
    public void discard(TaskId id, String driver) {
        Optional<LiveContainer> owner = site.table().byId(id.value());
        if (owner.isPresent()) {
            owner.get().step(() -> discardUnlessRunning(owner.get(), id, driver));
        } else if (!site.table().isKnown(id.value())) {
            discardTask(id, driver);
        }
    }

    private void discardUnlessRunning(LiveContainer container, TaskId id, String driver) {
        if (!container.state().hasProcess()) {
            discardTask(id, driver);
        }
    }

    private void discardTask(TaskId id, String driver) {
        site.drivers().execution().call(driver, execution -> {
            execution.recover(id).ifPresent(StartContainer::end);
            return Boolean.TRUE;
        });
    }

    /**
     * A crash may have come between a freeze or thaw and its record. Who is frozen without a record was so for a commit, or
     * nobody was told of it.
     */
    private void resume(LiveContainer container, HeldTask held) {
        if (container.run().isInDoubt() && !wasStarted(container, held)) {
            takeBack(container);
            return;
        }
        container.become(container.run().confirmed());
        if (container.run().startedAt().isEmpty()) {
            foundAgain(container, held);
        }
        site.connector().recover(container);
        supervisor.names().catchUp(container);
        supervisor.watch(container, held);
        Task.Status status = tasks.ask(container, Task::status);
        boolean frozen = status == Task.Status.PAUSED;
        boolean paused = container.state() == ContainerState.PAUSED;
        if (!site.table().settings().liveRestore() && supervisor.isLeftOver(container)) {
            end(container, frozen);
        } else if (frozen && !paused) {
            tasks.thaw(container);
        } else if (paused && status == Task.Status.RUNNING) {
            site.table().update(container, container.run().in(ContainerState.RUNNING));
        }
    }

    /** Its state was lost, but it runs. */
    private void foundAgain(LiveContainer container, HeldTask held) {
        int pid = ask(container, held, Task::pid, 0);
        site.table().update(container, container.run().found(pid, site.clock().instant()));
    }

    private boolean wasStarted(LiveContainer container, HeldTask held) {
        return ask(container, held, Task::wasStarted, true);
    }

    private <T> T ask(LiveContainer container, HeldTask held, Function<Task, T> question, T otherwise) {
        return site.drivers().execution().call(container.record().execDriver(), driver -> held.in(driver)
                .map(question)
                .orElse(otherwise));
    }

    /** The daemon was killed when it was about to start it: it is what it was before, and waits for its restart if it did so. */
    private void takeBack(LiveContainer container) {
        ContainerRecord record = container.record();
        discardTask(new TaskId(record.id()), record.execDriver());
        site.connector().release(record.id());
        site.outputs().finish(record.id());
        new MountSources(site).end(record);
        site.table().update(container, container.run().unstarted());
        if (container.state() != ContainerState.RESTARTING) {
            container.exits().complete(container.run().outcome().exitCode());
        }
        LOG.info("container {} was about to be started when the daemon ended: it was not", container.id());
    }

    /** Containers were to end with the daemon, which was killed before it could do that. Their policies stay in force. */
    private void end(LiveContainer container, boolean frozen) {
        tasks.signal(container, Signals.KILL);
        if (frozen) {
            tasks.thaw(container);
        }
    }
}
