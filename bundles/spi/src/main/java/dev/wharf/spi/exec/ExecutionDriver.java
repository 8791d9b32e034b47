package dev.wharf.spi.exec;

import dev.wharf.spi.Driver;
import dev.wharf.spi.NamedValue;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** Makes tasks. Its tasks outlive it: {@link #close} leaves them running. */
@ConsumerType
public interface ExecutionDriver extends Driver {

    /**
     * Makes a task: its namespaces, cgroup and root exist, and the first process waits before it executes the command.
     * On failure nothing is left.
     *
     * @throws dev.wharf.spi.DriverException ALREADY_EXISTS, INVALID_ARGUMENT, NOT_FOUND for a task to join or the
     *     source of a mount, UNSUPPORTED, EXHAUSTED, INTERNAL
     */
    Task create(TaskSpec spec, Stdio stdio);

    /**
     * Finds a task again after a restart of the daemon or of this driver, running or ended. A task that was never
     * started is ended first. However many threads ask at once, there is one object for a task until it is deleted: two would
     * take the news from one another.
     *
     * @return empty when nothing is known of it, for instance after a restart of the host
     */
    Optional<Task> recover(TaskId id);

    /** The tasks that the driver still holds something of, for recovery. */
    List<TaskId> list();

    /** What {@code docker info} shows about the driver, in order. */
    List<NamedValue> status();
}
