package dev.wharf.engine.container;

import dev.wharf.drivers.Drivers;
import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.check.Signals;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.exec.ExecutionDriver;
import dev.wharf.spi.exec.Task;
import dev.wharf.spi.exec.TaskResources;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Calls on the tasks of running containers, each within the time for which its driver is borrowed. While a driver is away
 * nothing is sent to processes behind its back, also no signal: who shares the host's process ids could not be killed with
 * all that he has started, a frozen one would not hear it, and the driver would not know. Thread-safe.
 */
public final class Tasks {
    private final Drivers<ExecutionDriver> drivers;

    /** Calls through drivers that serve. */
    public Tasks(Drivers<ExecutionDriver> drivers) {
        this.drivers = drivers;
    }

    /**
     * Sends a signal, under the container's lock: to the first process, or to all with KILL. Nothing happens when it has just
     * ended.
     *
     * @throws EngineException Unavailable while the driver is away, Internal
     */
    void signal(LiveContainer container, int signal) {
        call(
                container,
                task -> unlessEnded(() -> {
                    if (signal == Signals.KILL) {
                        task.signalAll(signal);
                        container.die();
                    } else {
                        task.signal(signal);
                    }
                }));
    }

    /**
     * Freezes a container that is not frozen yet: its driver may have done so, and been exchanged before it could say so.
     *
     * @throws EngineException Unsupported, Unavailable, and what the driver threw
     */
    void freeze(LiveContainer container) {
        call(container, task -> {
            if (task.status() != Task.Status.PAUSED) {
                resources(container, task).pause();
            }
        });
    }

    /**
     * Thaws a container that is frozen.
     *
     * @throws EngineException Unsupported, Unavailable, and what the driver threw
     */
    void thaw(LiveContainer container) {
        call(container, task -> {
            if (task.status() == Task.Status.PAUSED) {
                resources(container, task).resume();
            }
        });
    }

    /**
     * Calls a capability.
     *
     * @throws EngineException Unsupported when the task does not have it, and what the work throws
     */
    void resources(LiveContainer container, Consumer<TaskResources> work) {
        call(container, task -> work.accept(resources(container, task)));
    }

    private static TaskResources resources(LiveContainer container, Task task) {
        return task.as(TaskResources.class)
                .orElseThrow(() -> new EngineException.Unsupported(
                        "execution driver \"" + container.record().execDriver() + "\" cannot pause containers"));
    }

    /**
     * Calls the task.
     *
     * @throws EngineException Unavailable while the driver is away, and what the work throws
     */
    void call(LiveContainer container, Consumer<Task> work) {
        ask(container, task -> {
            work.accept(task);
            return Boolean.TRUE;
        });
    }

    /**
     * Calls the task for an answer.
     *
     * @throws EngineException Unavailable while the driver is away, and what the work throws
     */
    public <T> T ask(LiveContainer container, Function<Task, T> work) {
        return askDriver(container, (driver, task) -> work.apply(task));
    }

    /**
     * Calls the task for an answer, which needs the driver that serves, too. When that was exchanged a moment ago, the task is
     * its own and not the one that is held.
     *
     * @throws EngineException Unavailable while the driver is away, and what the work throws
     */
    public <T> T askDriver(LiveContainer container, BiFunction<ExecutionDriver, Task, T> work) {
        String name = container.record().execDriver();
        return drivers.call(name, driver -> {
            Task task = container.held().flatMap(held -> held.in(driver)).orElseThrow(() -> away(container, name));
            return work.apply(driver, task);
        });
    }

    /** What is told of a container whose task is not known. */
    public static EngineException away(LiveContainer container, String driver) {
        return new EngineException.Unavailable(
                "container " + container.id() + " is not attached to execution driver \"" + driver + "\" at present");
    }

    private static void unlessEnded(Runnable work) {
        try {
            work.run();
        } catch (DriverException e) {
            if (e.kind() != DriverException.Kind.NOT_FOUND) {
                throw e;
            }
        }
    }
}
