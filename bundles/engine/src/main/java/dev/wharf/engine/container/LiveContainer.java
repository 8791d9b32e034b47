package dev.wharf.engine.container;

import dev.wharf.spi.exec.Task;
import java.util.Optional;
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
    private final ReentrantLock lock = new ReentrantLock();
    private final Waiters exits = new Waiters();
    private final Waiters removals = new Waiters();
    private final AtomicInteger kills = new AtomicInteger();

    private volatile ContainerRecord record; // written under lock
    private volatile RunRecord run; // written under lock
    private volatile @Nullable Task task; // written under lock
    private volatile ContainerExecs execs = ContainerExecs.NONE;
    private volatile boolean dying; // written under lock
    private volatile boolean leaving; // written under lock
    private volatile boolean gone; // written under lock
    private Cancellation pendingRestart = () -> {}; // guarded by lock

    LiveContainer(ContainerRecord record, RunRecord run) {
        id = record.id();
        this.record = record;
        this.run = run;
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

    /** The task of the driver; empty when it does not run, and while the driver is away. */
    public Optional<Task> task() {
        return Optional.ofNullable(task);
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

    /** Makes a step. The lock is this container's alone and may be held while its own driver works. */
    public <T> T step(Supplier<T> work) {
        lock.lock();
        try {
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
            work.run();
            return true;
        } finally {
            lock.unlock();
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

    void hold(Task next) {
        requireLock();
        kills.set(0);
        dying = false;
        task = next;
    }

    void die() {
        requireLock();
        dying = true;
    }

    void letGo() {
        requireLock();
        task = null;
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
