package dev.wharf.engine.container;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.network.Connections;
import dev.wharf.engine.check.Signals;
import dev.wharf.engine.container.RunRecord.Outcome;
import dev.wharf.engine.spec.Launch;
import dev.wharf.engine.spec.TaskSpecs;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.exec.ExecutionDriver;
import dev.wharf.spi.exec.Stdio;
import dev.wharf.spi.exec.Task;
import dev.wharf.spi.exec.TaskSpec;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Starts a container, under its lock. Each step has its undo; a failed start leaves nothing but its outcome. */
final class StartContainer {
    /** How long the kernel may take to end a killed process. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Site site;
    private final Launches launches;
    private final NameFiles names;
    private final TaskSpecs specs;

    StartContainer(Site site, Launches launches, NameFiles names, TaskSpecs specs) {
        this.site = site;
        this.launches = launches;
        this.names = names;
        this.specs = specs;
    }

    /**
     * Records that the container runs, and starts it: a program that has begun is known to run, whenever the daemon is killed.
     *
     * @param present what the container is, with the counters that are to hold when it is started
     * @return its task, to be watched
     * @throws EngineException what stood against it; the failure is recorded and told as an event
     */
    HeldTask run(LiveContainer container, RunRecord present) {
        HeldTask held;
        try (Steps steps = new Steps();
                LaunchRoot root = LaunchRoot.of(site, container.record())) {
            Connections prepared = site.connector().prepare(container.record(), steps);
            Launch launch = launches.of(container.record(), root.mounts(), prepared, steps);
            TaskSpec spec = specs.of(launch);
            Stdio stdio = openOutputs(container, steps);
            Started started = startTask(container, present, new Waiting(spec, stdio, prepared), steps);
            held = started.held();
            container.become(started.run());
            steps.keep();
        } catch (EngineException.Unavailable e) {
            refuse(container, StartFailure.outcome(e));
            throw e;
        } catch (EngineException e) {
            fail(container, present.failed(StartFailure.outcome(e)));
            throw e;
        }
        site.events().tell(container, "start");
        return held;
    }

    private Stdio openOutputs(LiveContainer container, Steps steps) {
        Stdio stdio = site.outputs()
                .open(Outputs.of(container.record(), site.table().settings()), () -> closeStdin(site, container));
        steps.made(() -> site.outputs().finish(container.id()));
        return stdio;
    }

    /** The first process waits until its namespace has its interfaces. */
    private Started startTask(LiveContainer container, RunRecord present, Waiting waiting, Steps steps) {
        String driver = container.record().execDriver();
        steps.made(() -> site.table().retract(container)); // after the task has ended
        return site.drivers().execution().call(driver, execution -> {
            Task task = created(execution, waiting.spec(), waiting.stdio());
            HeldTask held = new HeldTask(execution, waiting.spec().id(), task);
            steps.made(() -> discard(driver, held));
            Connections made = site.connector().attach(container.id(), task.pid(), waiting.prepared());
            names.change(container, waiting.prepared(), made);
            RunRecord run = present.started(task.pid(), site.clock().instant(), made);
            site.table().foretell(container, run);
            task.start();
            return new Started(held, run);
        });
    }

    private record Waiting(TaskSpec spec, Stdio stdio, Connections prepared) {}

    private record Started(HeldTask held, RunRecord run) {}

    /** Something of an earlier run may be left, when the daemon was killed before it was taken away. */
    private static Task created(ExecutionDriver execution, TaskSpec spec, Stdio stdio) {
        try {
            return execution.create(spec, stdio);
        } catch (DriverException e) {
            if (e.kind() != DriverException.Kind.ALREADY_EXISTS) {
                throw e;
            }
            execution.recover(spec.id()).ifPresent(StartContainer::end);
            return execution.create(spec, stdio);
        }
    }

    /** Its driver may have been exchanged since; its successor knows the task, too. */
    private void discard(String driver, HeldTask held) {
        site.drivers().execution().call(driver, execution -> {
            held.in(execution).ifPresent(StartContainer::end);
            return Boolean.TRUE;
        });
    }

    /** Ends a task that nobody wants and lets go of it. */
    static void end(Task task) {
        if (task.status() != Task.Status.STOPPED) {
            kill(task);
            awaitEnd(task);
        }
        task.delete();
    }

    private static void kill(Task task) {
        try {
            task.signalAll(Signals.KILL);
        } catch (DriverException e) {
            if (e.kind() != DriverException.Kind.NOT_FOUND) {
                throw e;
            }
        }
    }

    private static void awaitEnd(Task task) {
        try {
            task.exit().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException ignored) {
            // how it ended is lost, but it has ended
        } catch (TimeoutException e) {
            throw new DriverException(
                    DriverException.Kind.INTERNAL, "task " + task.id() + " does not end after SIGKILL", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DriverException(DriverException.Kind.CANCELLED, "interrupted", e);
        }
    }

    /**
     * Ends the input of a container, and tells whether there was a task to tell it to: a start is recorded before its task is
     * held, and a driver that is away takes its tasks with it.
     */
    static boolean closeStdin(Site site, LiveContainer container) {
        if (container.held().isEmpty()) {
            return false;
        }
        try {
            return site.drivers().execution().call(container.record().execDriver(), driver -> {
                Optional<Task> task = container.held().flatMap(held -> held.in(driver));
                task.ifPresent(Task::closeStdin);
                return task.isPresent();
            });
        } catch (EngineException.Unavailable ignored) {
            return false; // its successor can be told
        }
    }

    /**
     * That a driver is away says nothing about the container, which stays as it was. Clients that wait for its run hear that it
     * is over; nobody waits for one that its policy starts, and that goes on to be tried.
     */
    private void refuse(LiveContainer container, Outcome outcome) {
        if (container.state() != ContainerState.RESTARTING) {
            site.events().die(container, outcome.exitCode());
        }
    }

    private void fail(LiveContainer container, RunRecord failed) {
        site.table().follow(container, failed);
        site.events().die(container, failed.outcome().exitCode());
    }
}
