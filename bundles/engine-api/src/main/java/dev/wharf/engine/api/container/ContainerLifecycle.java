package dev.wharf.engine.api.container;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.osgi.annotation.versioning.ProviderType;

/** Starts and ends containers. Thread-safe; calls block unless they return a future. */
@ProviderType
public interface ContainerLifecycle {

    /**
     * Starts a container. Returns when its command is being executed.
     *
     * @throws dev.wharf.engine.api.EngineException NotFound (also for a command that is not there), NotModified when
     *     it runs, InvalidArgument for a command that cannot be executed, Conflict when it is paused or being removed,
     *     Unavailable, Internal
     */
    void start(String container);

    /**
     * Replaces the host configuration of a container that does not run, as start with a body did before API 1.24.
     *
     * @throws dev.wharf.engine.api.EngineException NotFound, InvalidArgument, NotModified when it runs
     */
    void configure(String container, HostConfig hostConfig);

    /**
     * Asks a container to end, and kills it when it does not in time. Returns when it has ended.
     *
     * @param timeout empty for the container's own, or 10 seconds; negative waits without end
     * @throws dev.wharf.engine.api.EngineException NotFound, NotModified when it does not run, Internal
     */
    void stop(String container, Optional<Duration> timeout);

    /**
     * Stops a container when it runs, and starts it.
     *
     * @throws dev.wharf.engine.api.EngineException as {@link #stop} and {@link #start}, without NotModified
     */
    void restart(String container, Optional<Duration> timeout);

    /**
     * Sends a signal. Returns for SIGKILL when the container has ended, else at once.
     *
     * @param signal name with or without SIG, or number; empty for KILL
     * @throws dev.wharf.engine.api.EngineException NotFound, NotRunning, InvalidArgument, Internal
     */
    void kill(String container, String signal);

    /**
     * Freezes a container.
     *
     * @throws dev.wharf.engine.api.EngineException NotFound, NotRunning, Conflict when it is paused, Unsupported
     */
    void pause(String container);

    /**
     * Thaws a container.
     *
     * @throws dev.wharf.engine.api.EngineException NotFound, Conflict when it is not paused, Unsupported
     */
    void unpause(String container);

    /**
     * Sets the size of a container's terminal.
     *
     * @throws dev.wharf.engine.api.EngineException NotFound, NotRunning
     */
    void resize(String container, int rows, int columns);

    /**
     * Waits for the end of a container.
     *
     * @return completes with the exit code, at once when it does not run; cancelling it frees the waiter
     * @throws dev.wharf.engine.api.EngineException NotFound
     */
    CompletableFuture<Integer> exit(String container, WaitCondition condition);

    /** What to wait for. */
    enum WaitCondition {
        /** Until it does not run; one that does not run counts at once. */
        NOT_RUNNING,
        /** Until its next end. */
        NEXT_EXIT,
        /** Until it is removed. */
        REMOVED
    }
}
