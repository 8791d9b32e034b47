package dev.wharf.engine.exec;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.exec.ExecConfig;
import dev.wharf.engine.container.LiveContainer;
import dev.wharf.engine.exec.ExecState.Attached;
import dev.wharf.engine.exec.ExecState.Created;
import dev.wharf.engine.exec.ExecState.Ended;
import dev.wharf.engine.exec.ExecState.Running;
import dev.wharf.engine.exec.ExecState.Starting;
import dev.wharf.spi.exec.Task;
import dev.wharf.spi.exec.TaskProcess;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/** An exec in memory. Thread-safe; calls nothing while it holds its lock. */
final class LiveExec {
    private final String id;
    private final LiveContainer container;
    private final ExecConfig config;
    private final ReentrantLock lock = new ReentrantLock();
    private final CompletableFuture<Boolean> started = new CompletableFuture<>();
    private final CompletableFuture<Boolean> settled = new CompletableFuture<>();
    private volatile ExecState state; // written under lock
    private volatile boolean doomed = false;

    LiveExec(String id, LiveContainer container, ExecConfig config, ExecState state) {
        this.id = id;
        this.container = container;
        this.config = config;
        this.state = state;
        if (state instanceof Running) {
            started.complete(true);
        }
        if (state instanceof Ended) {
            settle();
        }
    }

    String id() {
        return id;
    }

    LiveContainer container() {
        return container;
    }

    ExecConfig config() {
        return config;
    }

    ExecState state() {
        return state;
    }

    boolean isRunning() {
        return state instanceof Running;
    }

    /** What the driver knows it as; empty unless it runs. */
    Optional<TaskProcess> process() {
        return attached().map(Attached::process);
    }

    /** Whether it runs in this very task, and not in what an earlier driver knew of it. */
    boolean isAttachedTo(Task task) {
        return attached().filter(attached -> attached.task().equals(task)).isPresent();
    }

    private Optional<Attached> attached() {
        return state instanceof Running running ? running.attached() : Optional.empty();
    }

    /**
     * Takes it for one who starts it.
     *
     * @throws EngineException Conflict when somebody else has; Docker 20.10, daemon/exec.go
     */
    void claim() {
        if (!move(Created.class::isInstance, new Starting())) {
            String fact = state instanceof Ended ? "has already run" : "is already running";
            throw new EngineException.Conflict("Error: Exec command " + id + " " + fact);
        }
    }

    /** It runs, or is found again. */
    void run(Attached attached) {
        boolean runs = move(now -> !(now instanceof Ended), new Running(Optional.of(attached)));
        started.complete(runs);
    }

    /** It could not be started. */
    void fail(int exitCode, Instant at) {
        boolean failed = move(Starting.class::isInstance, new Ended(exitCode, at));
        started.complete(!failed);
    }

    /** Ends it if it runs as this process, or as none that is known; tells whether it did. */
    boolean end(Optional<TaskProcess> process, int exitCode, Instant at) {
        return move(now -> now instanceof Running && process().equals(process), new Ended(exitCode, at));
    }

    private boolean move(Predicate<ExecState> from, ExecState to) {
        lock.lock();
        try {
            boolean moves = from.test(state);
            state = moves ? to : state;
            return moves;
        } finally {
            lock.unlock();
        }
    }

    /** Whether all is told about its end, and nobody works on it any more. */
    boolean isSettled() {
        return settled.isDone();
    }

    /** All is told about its end. */
    void settle() {
        started.complete(false);
        settled.complete(true);
    }

    /** Its container has ended: who starts it ends it at once. */
    void doom() {
        doomed = true;
    }

    boolean isDoomed() {
        return doomed;
    }

    /** Waits until it was started, or could not be; tells whether it was. */
    boolean awaitStart(Duration timeout) {
        return await(started, timeout);
    }

    /** Waits until all is told about its end; tells whether it is. */
    boolean awaitEnd(Duration timeout) {
        return await(settled, timeout);
    }

    private boolean await(CompletableFuture<Boolean> future, Duration timeout) {
        try {
            return future.get(Math.max(0, timeout.toMillis()), TimeUnit.MILLISECONDS);
        } catch (TimeoutException ignored) {
            return false; // as the caller asked
        } catch (ExecutionException e) {
            throw new EngineException.Internal("exec " + id + " cannot be waited for", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineException.Unavailable("interrupted while waiting for exec " + id, e);
        }
    }
}
