package dev.wharf.engine.container;

import dev.wharf.engine.api.EngineException;
import dev.wharf.spi.exec.Task;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A container in memory. All its steps are made one after the other under its lock; what it is at present can be read
 * without the lock at any time.
 */
public final class LiveContainer {
    private final String id;
    private final Optional<Instant> loadedStart;
    private final ReentrantLock lock = new ReentrantLock();
    private final Waiters exits = new Waiters();
    private final Waiters removals = new Waiters();
    private final AtomicInteger kills = new AtomicInteger();

    private volatile ContainerRecord record; // written under lock
    private volatile RunRecord run; // written under lock
    private volatile @Nullable HeldTask held; // written under lock
    private WeakReference<Task> watched = new WeakReference<>(null); // guarded by lock
    private volatile Object watcher = this; // who listens to the task; written under lock
    private volatile boolean retired;
    private volatile ContainerExecs execs = ContainerExecs.NONE;
    private volatile boolean dying; // written under lock
    private volatile boolean leaving; // written under lock
    private volatile boolean gone; // written under lock
    private Cancellation pendingRestart = () -> {}; // guarded by lock

    LiveContainer(ContainerRecord record, RunRecord run) {
        id = record.id();
        this.record = record;
        this.run = run;
        this.loadedStart = run.startedAt();
    }

    /** 64 hex digits. */
    public String id() {
        return id;
    }

    /** What it was made as. */
    public ContainerRecord record() {
        return record;
    }

    /** Where it is in its life. */
    public RunRecord run() {
        return run;
    }

    /** Where it is in its life, in one word. */
    public ContainerState state() {
        return run.state();
    }

    /** Whether an earlier daemon was killed when it was about to start it, and its task was not asked yet what came of that. */
    boolean isInDoubt() {
        RunRecord now = run;
        return now.state().hasProcess() && now.isInDoubt() && now.startedAt().equals(loadedStart);
    }

    /** The task of the driver; empty when it does not run, and while the driver is away. */
    public Optional<HeldTask> held() {
        return Optional.ofNullable(held);
    }

    /** Whether this is the task that it runs in at present. */
    boolean isIn(Task task) {
        return held().map(HeldTask::task).filter(task::equals).isPresent();
    }

    /** Its execs. */
    public ContainerExecs execs() {
        return execs;
    }

    /** Makes its execs known to it. */
    public void keep(ContainerExecs kept) {
        execs = kept;
    }

    /** Whether its processes were sent SIGKILL: its end is not known yet, but certain. */
    public boolean isDying() {
        return dying;
    }

    /** Whether somebody has begun to remove it. */
    boolean isLeaving() {
        return leaving;
    }

    /** Whether it has been removed. */
    public boolean isGone() {
        return gone;
    }

    Waiters exits() {
        return exits;
    }

    Waiters removals() {
        return removals;
    }

    /** How often the kernel killed processes for lack of memory, as far as nobody was told yet. */
    AtomicInteger kills() {
        return kills;
    }

    /**
     * Makes a step. The lock is this container's alone and may be held while its own driver works.
     *
     * @throws EngineException Unavailable when the engine that the container belongs to has ended
     */
    public <T> T step(Supplier<T> work) {
        lock.lock();
        try {
            requireInForce();
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    /** Makes a step without a result. */
    public void step(Runnable work) {
        step(() -> {
            work.run();
            return Boolean.TRUE;
        });
    }

    /** Makes a step unless another one is being made; tells whether it was. */
    public boolean stepIfFree(Runnable work) {
        if (!lock.tryLock()) {
            return false;
        }
        try {
            requireInForce();
            work.run();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Ends its life in this engine; another one may have taken it up. Waits for a step that is being made, but no longer than
     * the limit. Those who wait for its end are told that this engine does not see it.
     */
    void retire(Duration limit) {
        boolean isLocked = false;
        try {
            isLocked = lock.tryLock(limit.toNanos(), TimeUnit.NANOSECONDS);
            retired = true;
        } catch (InterruptedException e) {
            retired = true;
            Thread.currentThread().interrupt();
        } finally {
            if (isLocked) {
                lock.unlock();
            }
        }
        exits.fail(EngineException.Unavailable.ended());
        removals.fail(EngineException.Unavailable.ended());
    }

    private void requireInForce() {
        if (retired) {
            throw EngineException.Unavailable.ended();
        }
    }

    void become(ContainerRecord next) {
        requireLock();
        record = next;
    }

    void become(RunRecord next) {
        requireLock();
        run = next;
    }

    /** A run begins: what was known of the end of the one before counts no more. */
    void begin() {
        requireLock();
        kills.set(0);
        dying = false;
    }

    /** Holds a task that somebody is to listen to; tells whether that one does not yet. */
    boolean hold(HeldTask next, Object by) {
        requireLock();
        held = next;
        boolean isNew = !isWatchedBy(by) || !next.task().equals(watched.get());
        watched = new WeakReference<>(next.task());
        watcher = by;
        return isNew;
    }

    /** Whether it is he who listens to the task, if there is one. */
    boolean isWatchedBy(Object other) {
        return watcher == other;
    }

    void die() {
        requireLock();
        dying = true;
    }

    void letGo() {
        requireLock();
        held = null;
    }

    void leave(boolean begun) {
        requireLock();
        leaving = begun;
    }

    void markGone() {
        requireLock();
        gone = true;
    }

    /** Remembers a restart that was put off; an earlier one is taken back. */
    void putOff(Cancellation restart) {
        requireLock();
        pendingRestart.cancel();
        pendingRestart = restart;
    }

    /** Takes back a restart that was put off. */
    void cancelRestart() {
        putOff(() -> {});
    }

    private void requireLock() {
        if (!lock.isHeldByCurrentThread()) {
            throw new IllegalStateException("container " + id + " changed without its lock");
        }
    }
}
