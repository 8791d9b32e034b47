package dev.wharf.engine.exec;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.exec.ExecConfig;
import dev.wharf.engine.container.LiveContainer;
import dev.wharf.engine.exec.ExecState.Attached;
import dev.wharf.engine.exec.ExecState.Created;
import dev.wharf.engine.exec.ExecState.Dropped;
import dev.wharf.engine.exec.ExecState.Ended;
import dev.wharf.engine.exec.ExecState.Running;
import dev.wharf.engine.exec.ExecState.Starting;
import dev.wharf.spi.exec.ExecutionDriver;
import dev.wharf.spi.exec.Task;
import dev.wharf.spi.exec.TaskId;
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

    /** Whether the store has it, or will: somebody has started it. */
    boolean isKept() {
        return !(state instanceof Created || state instanceof Dropped);
    }

    /** The process in a driver that serves; empty unless it runs there. To be called while the driver is borrowed. */
    Optional<TaskProcess> processIn(ExecutionDriver serving) {
        return attached().flatMap(attached -> processIn(serving, attached));
    }

    /** The same for what is known of a process, also after its end: when the driver was exchanged, its successor is asked. */
    Optional<TaskProcess> processIn(ExecutionDriver serving, Attached known) {
        return known.isOf(serving)
                ? Optional.of(known.process())
                : container.held().flatMap(held -> held.in(serving)).flatMap(task -> task.recoverExec(new TaskId(id)));
    }

    /** Whether it runs in this very task, and not in what an earlier driver knew of it. */
    boolean isAttachedTo(Task task) {
        return attached().filter(attached -> attached.task().equals(task)).isPresent();
    }

    /** What the driver knows it as; empty unless it runs. */
    Optional<Attached> attached() {
        return state instanceof Running running ? running.attached() : Optional.empty();
    }

    /**
     * Takes it for one who starts it, under its container's lock.
     *
     * @throws EngineException Conflict when somebody else has, Docker 20.10, daemon/exec.go; NotFound when its container
     *     has ended meanwhile
     */
    void claim() {
        if (move(Created.class::isInstance, new Starting())) {
            return;
        }
        if (state instanceof Dropped) {
            throw ExecTable.unknown(id);
        }
        String fact = state instanceof Ended ? "has already run" : "is already running";
        throw new EngineException.Conflict("Error: Exec command " + id + " " + fact);
    }

    /** Takes it from those who could still start it, under its container's lock; does nothing once it was claimed. */
    void drop() {
        if (move(Created.class::isInstance, new Dropped())) {
            settle();
        }
    }

    /** It runs, or is found again; false when it was given up meanwhile. */
    boolean run(Attached attached) {
        boolean runs = move(now -> !(now instanceof Ended), new Running(Optional.of(attached)));
        started.complete(runs);
        return runs;
    }

    /** It could not be started; false when it runs, or was given up meanwhile. */
    boolean fail(int exitCode, Instant at) {
        boolean failed = move(Starting.class::isInstance, new Ended(exitCode, at));
        started.complete(!failed);
        return failed;
    }

    /** Ends it if it runs as this process; tells whether it did. */
    boolean end(TaskProcess process, int exitCode, Instant at) {
        return move(now -> isRunningAs(now, process), new Ended(exitCode, at));
    }

    /** Ends it if somebody is starting it or it runs, whatever is known of its process; tells whether it did. */
    boolean giveUp(int exitCode, Instant at) {
        return move(now -> now instanceof Starting || now instanceof Running, new Ended(exitCode, at));
    }

    private static boolean isRunningAs(ExecState now, TaskProcess process) {
        return now instanceof Running running
                && running.attached()
                        .map(Attached::process)
                        .filter(process::equals)
                        .isPresent();
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
