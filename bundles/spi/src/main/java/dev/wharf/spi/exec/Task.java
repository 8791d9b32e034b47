package dev.wharf.spi.exec;

import dev.wharf.spi.AnswersWithin;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A container as the kernel sees it. Capabilities: {@link TaskResources}, {@link TaskStatistics} and
 * {@link OutOfMemoryNotices}. {@link #delete} also removes its cgroup, and what is left of processes of {@link #exec}.
 */
@ConsumerType
public interface Task extends TaskProcess {

    /** Where a task is in its life. */
    enum Status {
        /** The first process waits to be started. */
        CREATED,
        /** The first process runs. */
        RUNNING,
        /** All processes are frozen. */
        PAUSED,
        /** The first process has ended. */
        STOPPED
    }

    /** Where the task is in its life. */
    Status status();

    /**
     * Whether the first process was let go, whatever has become of it since. The engine asks a task that was found again, whose
     * {@link #start} the end of the daemon may have forestalled: a program that has begun must not be begun a second time. One
     * that cannot be told is said to have begun.
     */
    default boolean wasStarted() {
        return status() != Status.CREATED;
    }

    /**
     * Lets the first process go. Returns once the command is being executed.
     *
     * @throws dev.wharf.spi.DriverException NOT_FOUND when the command, or a user or group, is not there;
     *     INVALID_ARGUMENT when it cannot be executed; FAILED_PRECONDITION when the task is not CREATED; INTERNAL.
     *     The task is STOPPED afterwards
     */
    void start();

    /**
     * Starts a further process in the task's namespaces and cgroup.
     *
     * @throws dev.wharf.spi.DriverException as {@link #start}; FAILED_PRECONDITION when the task does not run
     */
    TaskProcess exec(TaskId id, ProcessSpec process, Stdio stdio);

    /**
     * Finds a process of {@link #exec} again after a restart of the daemon or of the driver, running or ended.
     *
     * @return empty when nothing is known of it
     */
    default Optional<TaskProcess> recoverExec(TaskId id) {
        return Optional.empty();
    }

    /** The processes of {@link #exec} that the driver still holds something of, for recovery. */
    default List<TaskId> execs() {
        return List.of();
    }

    /**
     * Sends a signal to all processes of the task at once. SIGKILL cannot be outrun by forking.
     *
     * @throws dev.wharf.spi.DriverException NOT_FOUND when the task has ended
     */
    void signalAll(int signal);

    /**
     * The root as the task's processes see it.
     *
     * @throws dev.wharf.spi.DriverException NOT_FOUND when the task has ended
     */
    RootHandle root();

    /** Finds a capability, as {@link dev.wharf.spi.Driver#as}. */
    @AnswersWithin(seconds = AnswersWithin.FOREVER)
    default <T> Optional<T> as(Class<T> capability) {
        return capability.isInstance(this) ? Optional.of(capability.cast(this)) : Optional.empty();
    }
}
